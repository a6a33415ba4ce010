package dev.fusebox.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of each watched object only what an informer needs to tell what changed: name, UID and version. The facts that were read from it
 * are kept elsewhere; whole objects of a large cluster would be hundreds of megabytes. Thread-safe.
 */
final class Footprints<T extends HasMetadata> implements ItemStore<T> {
    private record Print(@Nullable String namespace, String name, String uid, String version) {}

    private final Map<String, Print> prints = new ConcurrentHashMap<>();
    private final Supplier<T> blank;

    Footprints(Supplier<T> blank) {
        this.blank = blank;
    }

    @Override
    public String getKey(T object) {
        return key(object.getMetadata());
    }

    private static String key(ObjectMeta metadata) {
        return metadata.getNamespace() == null
                ? metadata.getName()
                : metadata.getNamespace() + "/" + metadata.getName();
    }

    @Override
    public @Nullable T put(String key, T object) {
        ObjectMeta m = object.getMetadata();
        return rebuilt(prints.put(key, new Print(m.getNamespace(), m.getName(), m.getUid(), m.getResourceVersion())));
    }

    @Override
    public @Nullable T remove(String key) {
        return rebuilt(prints.remove(key));
    }

    @Override
    public Stream<String> keySet() {
        return prints.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return prints.values().stream().map(this::whole);
    }

    @Override
    public int size() {
        return prints.size();
    }

    @Override
    public @Nullable T get(String key) {
        return rebuilt(prints.get(key));
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    private @Nullable T rebuilt(@Nullable Print print) {
        return print == null ? null : whole(print);
    }

    private T whole(Print print) {
        T object = blank.get();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(print.namespace)
                .withName(print.name)
                .withUid(print.uid)
                .withResourceVersion(print.version)
                .build());
        return object;
    }
}
