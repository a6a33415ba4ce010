package dev.fusebox.operator.roster;

import java.util.Map;

/**
 * What matters about a pod.
 *
 * @param address IP of the pod, empty before it has one
 * @param injected whether it has an agent container
 * @param ending whether its deletion has begun
 * @param finished whether it has ended (Succeeded or Failed)
 * @param running whether its containers have been started
 * @param ready its condition Ready
 * @param containers what its containers show
 * @param owner who replaces it
 * @param excluded whether it opted out of remediation
 */
public record PodFact(
        String uid,
        String namespace,
        String name,
        Map<String, String> labels,
        String node,
        String zone,
        String address,
        boolean injected,
        boolean ending,
        boolean finished,
        boolean running,
        Tri ready,
        Containers containers,
        Owner owner,
        boolean excluded) {
    /**
     * What the containers of a pod show, the agent's own left out.
     *
     * @param terminated whether one has ended and is not running again
     * @param failed whether one ended otherwise than with exit code 0
     * @param restarts of all together
     */
    public record Containers(boolean terminated, boolean failed, int restarts) {
        /** All run since the beginning. */
        public static final Containers RUNNING = new Containers(false, false, 0);
    }

    private static final int PEER_PORT = 7946;

    public PodFact {
        labels = Map.copyOf(labels);
    }

    /** The same pod in that zone. */
    public PodFact withZone(String where) {
        return new PodFact(
                uid,
                namespace,
                name,
                labels,
                node,
                where,
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

    /** Whether it is there and is meant to stay. */
    public boolean live() {
        return !ending && !finished;
    }

    /** host:port of its agent's endpoint for peers. */
    public String peerAddress() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + PEER_PORT;
    }
}
