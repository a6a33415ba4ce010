package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who owns which fields by server-side apply; lists count as one field. Not thread-safe. */
final class Fields {
    private final Map<String, Map<String, Set<String>>> owned = new HashMap<>();

    void forget(String path) {
        owned.remove(path);
    }

    /** The object as applied: what the manager owned and leaves out goes; empty if another manager owns what would change. */
    Optional<ObjectNode> apply(String path, String manager, boolean force, ObjectNode old, JsonNode config) {
        Map<String, Set<String>> owners = owned.computeIfAbsent(path, p -> new HashMap<>());
        Map<String, JsonNode> wanted = new HashMap<>();
        leaves("", config, wanted);
        wanted.keySet()
                .removeIf(f -> f.startsWith("/apiVersion") || f.startsWith("/kind") || f.startsWith("/metadata"));
        for (Map.Entry<String, Set<String>> other : owners.entrySet()) {
            if (!other.getKey().equals(manager)) {
                boolean disputed = wanted.keySet().stream()
                        .anyMatch(
                                f -> other.getValue().contains(f) && !old.at(f).equals(wanted.get(f)));
                if (disputed && !force) {
                    return Optional.empty();
                }
            }
        }
        ObjectNode object = old.deepCopy();
        for (String field : owners.getOrDefault(manager, Set.of())) {
            boolean others = owners.entrySet().stream()
                    .anyMatch(o -> !o.getKey().equals(manager) && o.getValue().contains(field));
            if (!wanted.containsKey(field) && !others) {
                remove(object, field);
            }
        }
        wanted.forEach((field, value) -> set(object, field, value));
        owners.put(manager, new HashSet<>(wanted.keySet()));
        return Optional.of(object);
    }

    private static void leaves(String at, JsonNode node, Map<String, JsonNode> into) {
        if (!node.isObject()) {
            into.put(at, node);
            return;
        }
        node.properties()
                .forEach(e -> leaves(at + "/" + e.getKey().replace("~", "~0").replace("/", "~1"), e.getValue(), into));
    }

    private static void set(ObjectNode object, String field, JsonNode value) {
        int last = field.lastIndexOf('/');
        ObjectNode parent = last == 0 ? object : object.withObject(field.substring(0, last));
        parent.set(name(field, last), value);
    }

    private static void remove(ObjectNode object, String field) {
        int last = field.lastIndexOf('/');
        if (object.at(field.substring(0, last)) instanceof ObjectNode parent) {
            parent.remove(name(field, last));
        }
    }

    private static String name(String field, int last) {
        return field.substring(last + 1).replace("~1", "/").replace("~0", "~");
    }
}
