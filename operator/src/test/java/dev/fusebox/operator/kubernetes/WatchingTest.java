package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real client against a small server on the loopback: what it does when it may not watch, and what it keeps. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WatchingTest {
    private static final String NODES = "/api/v1/nodes";
    private static final long HANG_SECONDS = 30;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(1_000);
    private final Rights rights = new Rights(missing -> lines.add("rights changed"));
    private TestingApi api;
    private KubernetesClient client;

    @BeforeEach
    void listen() throws IOException {
        api = new TestingApi();
        client = api.client();
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    private Watching<Node> watch() {
        return new Watching<>(
                client.nodes(),
                Node::new,
                "nodes",
                "",
                "nothing is known of nodes",
                rights,
                node -> lines.add("there " + node.getMetadata().getName() + " "
                        + node.getMetadata().getLabels().get("zone")),
                node -> lines.add("gone " + node.getMetadata().getName() + " "
                        + node.getMetadata().getUid()));
    }

    private void node(String name, String zone) throws IOException {
        api.put(NODES + "/" + name, """
                apiVersion: v1
                kind: Node
                metadata: {name: %s, uid: uid-%s, labels: {zone: %s}}
                """.formatted(name, name, zone));
    }

    private String next() throws InterruptedException {
        String line = lines.poll(HANG_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing came");
        }
        return line;
    }

    @Test
    void whatIsThereChangesAndGoesIsToldWhole() throws Exception {
        node("n1", "z1");
        try (Watching<Node> watch = watch()) {
            assertThat(next()).isEqualTo("there n1 z1");
            node("n2", "z2");
            assertThat(next()).isEqualTo("there n2 z2");
            node("n1", "z9");
            assertThat(next()).isEqualTo("there n1 z9");
            api.remove(NODES + "/n1");
            assertThat(next())
                    .as("what is kept of an object is enough to say which it was")
                    .isEqualTo("gone n1 uid-n1");
            assertThat(watch.synced()).isTrue();
            assertThat(watch.stands()).isTrue();
        }
    }

    @Test
    void aMissingRightIsNamedOnceAndWhenItIsGivenTheWatchGoesOn() throws Exception {
        node("n1", "z1");
        api.forbidden.add("list " + NODES);
        try (Watching<Node> watch = watch()) {
            assertThat(next()).isEqualTo("rights changed");
            assertThat(rights.missing()).containsExactly(new Right("list", "nodes", ""));
            assertThat(rights.missing().get(0).text()).isEqualTo("list nodes");
            assertThat(watch.synced()).isFalse();
            assertThat(watch.stands()).isFalse();
            api.forbidden.clear();
            assertThat(next()).isEqualTo("there n1 z1");
            node("n2", "z2");
            assertThat(next()).as("it is watched again").isEqualTo("there n2 z2");
            assertThat(watch.stands()).isTrue();
            assertThat(next()).isEqualTo("rights changed");
            assertThat(rights.missing()).isEmpty();
        }
    }

    @Test
    void alsoIfOnlyTheWatchIsForbidden() throws Exception {
        api.forbidden.add("watch " + NODES);
        try (Watching<Node> watch = watch()) {
            assertThat(next()).isEqualTo("rights changed");
            assertThat(rights.missing()).containsExactly(new Right("watch", "nodes", ""));
            assertThat(watch.stands()).isFalse();
        }
    }
}
