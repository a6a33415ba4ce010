package dev.fusebox.operator.leader;

import dev.fusebox.operator.kubernetes.Deadline;
import dev.fusebox.operator.kubernetes.Rights;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Who this replica is.
 *
 * @param identity the pod's name: the kubelet never runs two of one pod, so that a container that was restarted may take its Lease back
 *     at once; outside a pod unique for each process
 * @param namespace of the operator
 * @param address host:port at which it takes agents
 */
public record Replica(String identity, String namespace, String address) {
    /** As the environment says; {@code POD_NAME}, {@code POD_NAMESPACE}, {@code POD_IP} come from the pod's own fields. */
    public static Replica of(Map<String, String> environment, int agentsPort) {
        String host = environment.getOrDefault("POD_IP", ownAddress());
        return new Replica(
                Optional.ofNullable(environment.get("POD_NAME"))
                        .orElseGet(() -> environment.getOrDefault("HOSTNAME", "fusebox-operator") + "_"
                                + UUID.randomUUID().toString().substring(0, 8)),
                environment.getOrDefault("POD_NAMESPACE", "fusebox-system"),
                (host.contains(":") ? "[" + host + "]" : host) + ":" + agentsPort);
    }

    /** A candidate with that name; it does not stand yet. */
    public Candidate candidate(
            KubernetesClient client,
            Rights rights,
            Leadership leadership,
            LeadershipListener listener,
            LongSupplier clock,
            Clock wall) {
        return new Candidate(
                new KubernetesLease(client, Deadline.OF_A_REQUEST, namespace, rights, wall),
                identity,
                address,
                leadership,
                listener,
                clock);
    }

    private static String ownAddress() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException unnamed) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
