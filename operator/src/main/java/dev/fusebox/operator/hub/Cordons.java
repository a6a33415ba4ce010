package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.judgement.Channels;
import dev.fusebox.operator.health.judgement.FlapDelay;
import dev.fusebox.operator.health.judgement.Undo;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Result;
import dev.fusebox.operator.roster.NodeFact;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes that carry our marker, and when it is taken off: {@code namespace/name/intent}, so that it says by itself whose it is, also
 * after a restart of the operator. Not thread-safe; time is an argument.
 */
final class Cordons {
    private static final long AGAIN_NANOS = 10_000_000_000L;

    /** Of a group that is gone: nobody says how long to wait. */
    private static final int HEALTHY_DELAY_SECONDS = 30;

    private final Map<String, FlapDelay> delays = new HashMap<>();
    private final Map<String, Job.Undo> due = new LinkedHashMap<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private final Map<String, GroupRef> removed = new HashMap<>();

    /** Looks at all nodes. */
    void look(ClusterFacts facts, Map<String, Docket> dockets, long nowNanos) {
        due.clear();
        for (NodeFact node : facts.nodes()) {
            if (!node.marker().isEmpty()) {
                look(node, facts.leases().freshness(node.name(), nowNanos), dockets, nowNanos);
            }
        }
        delays.keySet().removeIf(name -> facts.node(name).isEmpty());
    }

    /** The group was deleted: its cordons are undone at once, for nobody is left who wants them. */
    void removed(GroupRef group) {
        removed.put(group.key(), group);
    }

    /** What is to be undone now. */
    Optional<Job> due(long nowNanos) {
        return due.values().stream()
                .filter(undo -> nowNanos - notBefore.getOrDefault(undo.node(), nowNanos) >= 0)
                .findFirst()
                .map(undo -> undo);
    }

    void undone(Job.Undo undo, Result result, long nowNanos) {
        notBefore.put(undo.node(), nowNanos + AGAIN_NANOS);
        if (result.kind() == Result.Kind.DONE || result.kind() == Result.Kind.TARGET_GONE) {
            removed.remove(undo.group().key());
        }
    }

    private void look(NodeFact node, Channels.Lease lease, Map<String, Docket> dockets, long nowNanos) {
        String[] parts = node.marker().split("/");
        if (parts.length != 3) {
            return;
        }
        String key = parts[0] + "/" + parts[1];
        FlapDelay delay = delays.computeIfAbsent(node.name(), n -> new FlapDelay());
        delay.observe(Undo.well(node, lease), nowNanos);
        Optional<Docket> docket = Optional.ofNullable(dockets.get(key));
        int seconds =
                docket.map(d -> d.spec().remediation().healthyDelaySeconds()).orElse(HEALTHY_DELAY_SECONDS);
        GroupRef ref = docket.map(d -> new GroupRef(
                        d.spec().namespace(), d.spec().name(), d.spec().uid()))
                .or(() -> Optional.ofNullable(removed.get(key)))
                .orElseGet(() -> new GroupRef(parts[0], parts[1], ""));
        boolean now = removed.containsKey(key)
                || Undo.judge(node, node.marker(), lease, delay, seconds, nowNanos) == Undo.DUE;
        if (now) {
            due.put(node.name(), new Job.Undo(ref, node.name(), node.marker()));
        }
    }
}
