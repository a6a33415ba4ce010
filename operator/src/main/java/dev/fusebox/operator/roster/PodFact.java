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
        boolean running) {
    public PodFact {
        labels = Map.copyOf(labels);
    }

    /** Whether it is there and is meant to stay. */
    public boolean live() {
        return !ending && !finished;
    }
}
