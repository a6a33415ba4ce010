package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.proto.v1.ReportedFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What only Kubernetes knows of the members of one epoch, each told once: a container that was restarted beside a live agent, a node object
 * that was deleted. Not thread-safe; time is an argument.
 *
 * <p>The kubelet tells of a restart seconds after it. So what shows soon after a member joined the epoch, or after its agent came back, is
 * of the past: the restart that followed the last burn, or one that we ordered ourselves, must not burn the epoch that follows it. While
 * the agent is away nothing is told either: its peers see that by themselves.
 */
final class ReportedFacts {
    /** Well above the time from a restart to the pod's status that shows it. */
    static final long SETTLE_NANOS = 10_000_000_000L;

    private final Map<String, Counted> counted = new HashMap<>();
    private final Set<String> back = new HashSet<>();
    private final Set<String> withoutNode = new HashSet<>();

    private record Counted(int restarts, long settlingSinceNanos) {}

    /** Something to tell all members. */
    record Fact(String uid, ReportedFact.Kind kind, String detail) {}

    /** A new epoch: nothing that happened before counts in it. */
    void epochBegins() {
        counted.clear();
        withoutNode.clear();
    }

    /** The agent of that member has a new stream. */
    void reattached(String uid) {
        back.add(uid);
    }

    /**
     * What is new.
     *
     * @param members pod UIDs
     * @param attached whether the agent of a member is
     * @param nodesGone names of nodes that were deleted
     */
    List<Fact> update(
            Collection<String> members,
            Map<String, PodFact> pods,
            Predicate<String> attached,
            Set<String> nodesGone,
            long nowNanos) {
        counted.keySet().retainAll(members);
        List<Fact> facts = new ArrayList<>();
        for (String uid : members) {
            PodFact pod = pods.get(uid);
            if (pod == null || !pod.live()) {
                continue;
            }
            if (nodesGone.contains(pod.node()) && withoutNode.add(uid)) {
                facts.add(new Fact(uid, ReportedFact.Kind.NODE_GONE, "node " + pod.node() + " was deleted"));
            }
            if (attached.test(uid)) {
                restarted(pod, nowNanos).ifPresent(facts::add);
            }
        }
        back.clear();
        return facts;
    }

    private Optional<Fact> restarted(PodFact pod, long nowNanos) {
        int restarts = pod.containers().restarts();
        Counted before = counted.get(pod.uid());
        long since = before == null || back.contains(pod.uid()) ? nowNanos : before.settlingSinceNanos();
        counted.put(pod.uid(), new Counted(restarts, since));
        return before != null && restarts > before.restarts() && nowNanos - since >= SETTLE_NANOS
                ? Optional.of(new Fact(
                        pod.uid(),
                        ReportedFact.Kind.CONTAINER_RESTARTED,
                        "a container was restarted, " + restarts + " in all"))
                : Optional.empty();
    }
}
