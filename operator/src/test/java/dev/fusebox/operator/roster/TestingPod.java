package dev.fusebox.operator.roster;

import java.util.Map;

/** A pod that runs well in the namespace shop, but for what a test says otherwise. */
public final class TestingPod {
    private final String uid;
    private String namespace = "shop";
    private String name;
    private Map<String, String> labels = Map.of();
    private String node = "n1";
    private String zone = "";
    private String address = "10.0.0.1";
    private boolean injected = true;
    private boolean ending;
    private boolean finished;
    private boolean running = true;
    private Tri ready = Tri.TRUE;
    private PodFact.Containers containers = PodFact.Containers.RUNNING;
    private Owner owner = Owner.NONE;
    private boolean excluded;

    public TestingPod(String uid) {
        this.uid = uid;
        this.name = "cart-" + uid;
    }

    /** That pod, but for what is said from here on. */
    public static TestingPod like(PodFact pod) {
        TestingPod like = new TestingPod(pod.uid());
        like.namespace = pod.namespace();
        like.name = pod.name();
        like.labels = pod.labels();
        like.node = pod.node();
        like.zone = pod.zone();
        like.address = pod.address();
        like.injected = pod.injected();
        like.ending = pod.ending();
        like.finished = pod.finished();
        like.running = pod.running();
        like.ready = pod.ready();
        like.containers = pod.containers();
        like.owner = pod.owner();
        like.excluded = pod.excluded();
        return like;
    }

    public TestingPod in(String where) {
        namespace = where;
        return this;
    }

    public TestingPod named(String newName) {
        name = newName;
        return this;
    }

    public TestingPod labels(Map<String, String> newLabels) {
        labels = newLabels;
        return this;
    }

    public TestingPod on(String newNode) {
        node = newNode;
        return this;
    }

    public TestingPod zone(String newZone) {
        zone = newZone;
        return this;
    }

    public TestingPod address(String newAddress) {
        address = newAddress;
        return this;
    }

    public TestingPod injected(boolean is) {
        injected = is;
        return this;
    }

    public TestingPod ending(boolean is) {
        ending = is;
        return this;
    }

    public TestingPod finished(boolean is) {
        finished = is;
        return this;
    }

    public TestingPod running(boolean is) {
        running = is;
        return this;
    }

    public TestingPod ready(Tri is) {
        ready = is;
        return this;
    }

    public TestingPod containers(PodFact.Containers are) {
        containers = are;
        return this;
    }

    public TestingPod owner(Owner is) {
        owner = is;
        return this;
    }

    public TestingPod excluded(boolean is) {
        excluded = is;
        return this;
    }

    public PodFact fact() {
        return new PodFact(
                uid,
                namespace,
                name,
                labels,
                node,
                zone,
                address,
                injected,
                ending,
                finished,
                running,
                ready,
                containers,
                owner,
                excluded);
    }
}
