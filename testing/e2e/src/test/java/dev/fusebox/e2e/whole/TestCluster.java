package dev.fusebox.e2e.whole;

import dev.fusebox.e2e.cluster.EmbeddedCluster;
import dev.fusebox.e2e.cluster.Site;
import dev.fusebox.e2e.observe.ProcessorWaits;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the embedded cluster with images and chart on it: once for all classes, healed before each. */
final class TestCluster implements ParameterResolver {
    private static final int NODES = 3;

    /** What tests stand on; closed after the last one. */
    record Ground(Path root, EmbeddedCluster cluster, Site site, ProcessorWaits waits) implements AutoCloseable {
        @Override
        public void close() {
            waits.close();
            site.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Ground.class;
    }

    @Override
    public Ground resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TestCluster.class))
                .computeIfAbsent(Ground.class, type -> make(), Ground.class);
    }

    private static Ground make() {
        Path root = Path.of(System.getProperty("fusebox.root", "")).toAbsolutePath();
        EmbeddedCluster cluster = new EmbeddedCluster(root);
        cluster.up(NODES);
        Site.images(root).forEach(cluster::load);
        Site site = Site.embedded(root, cluster);
        // Operators that an earlier run left run the image of then, under the same tag.
        site.stopOperators();
        site.chart().install("nodeActions.enabled=true");
        return new Ground(root, cluster, site, ProcessorWaits.ofThisMachine());
    }
}
