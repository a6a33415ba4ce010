package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often something may be done (kubernetes.md section 2 rule 6): a bucket per group, per lineage and for the cluster. A group or
 * lineage that has used up its bucket is stalled until a person resumes it; the cluster's fills again with time, since no one group
 * can speak for all. Its snapshot is the ledger: restoring it gives nothing back. Not thread-safe; time is an argument.
 */
public final class Budget {
    /** For each lineage and hour: what fails a fourth time is not mended by doing it again. */
    public static final int LINEAGE_ACTIONS = 3;

    /** For the cluster and hour: one a minute is as much as people can follow. */
    public static final int CLUSTER_ACTIONS = 60;

    static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** As much as windowSeconds and minIntervalSeconds may be. */
    private static final long LONGEST_WINDOW_NANOS = 86_400 * SECOND_NANOS;

    private final Map<String, Bucket> groups = new TreeMap<>();
    private final Map<String, Bucket> lineages = new TreeMap<>();
    private Bucket cluster = new Bucket();

    /** What rule 6 looks at. */
    public enum Standing {
        AVAILABLE,
        /** The ledger has not been read: for the caller to say. */
        UNKNOWN,
        /** An action of this group is being carried out: for the caller to say. */
        UNDER_WAY,
        GROUP_SPENT,
        LINEAGE_SPENT,
        CLUSTER_SPENT,
        /** Less than minIntervalSeconds since the group's last action. */
        TOO_SOON
    }

    /**
     * A bucket, to be stored.
     *
     * @param key of the group or lineage; empty for the cluster
     * @param agesNanos since each token was spent
     * @param stalled whether only a person can fill it
     */
    public record Entry(String key, List<Long> agesNanos, boolean stalled) {
        public Entry {
            agesNanos = List.copyOf(agesNanos);
        }
    }

    /** All buckets, to be stored. */
    public record Snapshot(List<Entry> groups, List<Entry> lineages, Entry cluster) {
        public Snapshot {
            groups = List.copyOf(groups);
            lineages = List.copyOf(lineages);
        }
    }

    /** A full one: for a cluster that has no ledger yet, and for no other. */
    public Budget() {}

    /** As it was; time does not pass between snapshot and restoring. */
    public static Budget restore(Snapshot snapshot, long nowNanos) {
        Budget budget = new Budget();
        snapshot.groups().forEach(e -> budget.groups.put(e.key(), bucket(e, nowNanos)));
        snapshot.lineages().forEach(e -> budget.lineages.put(e.key(), bucket(e, nowNanos)));
        budget.cluster = bucket(snapshot.cluster(), nowNanos);
        return budget;
    }

    private static Bucket bucket(Entry entry, long nowNanos) {
        return new Bucket(entry.agesNanos(), entry.stalled(), nowNanos);
    }

    /** The lineage of a pod: all that one owner replaces each other with; a pod that nobody replaces is its own. */
    public static String lineage(PodFact pod) {
        return pod.owner().present() ? pod.owner().kind() + "/" + pod.owner().uid() : "Pod/" + pod.uid();
    }

    /** The lineage of a node. */
    public static String lineageOfNode(String node) {
        return "Node/" + node;
    }

    /**
     * Whether an action may be paid for.
     *
     * @param group UID of the FailureGroup
     * @param lineage of the pod or node
     */
    public Standing standing(String group, String lineage, RemediationPolicy policy, long nowNanos) {
        Bucket ofGroup = groups.getOrDefault(group, new Bucket());
        if (ofGroup.empty(policy.maxActions(), windowNanos(policy), nowNanos)) {
            return Standing.GROUP_SPENT;
        }
        if (lineages.getOrDefault(lineage, new Bucket()).empty(LINEAGE_ACTIONS, HOUR_NANOS, nowNanos)) {
            return Standing.LINEAGE_SPENT;
        }
        if (cluster.empty(CLUSTER_ACTIONS, HOUR_NANOS, nowNanos)) {
            return Standing.CLUSTER_SPENT;
        }
        boolean tooSoon =
                ofGroup.ageNanos(nowNanos).orElse(Long.MAX_VALUE) < policy.minIntervalSeconds() * SECOND_NANOS;
        return tooSoon ? Standing.TOO_SOON : Standing.AVAILABLE;
    }

    /** Pays for an action, before it is carried out: what may have been done is paid for. Nothing is paid if it says no. */
    public boolean spend(String group, String lineage, RemediationPolicy policy, long nowNanos) {
        if (standing(group, lineage, policy, nowNanos) != Standing.AVAILABLE) {
            return false;
        }
        forgetFull(groups, LONGEST_WINDOW_NANOS, nowNanos);
        forgetFull(lineages, HOUR_NANOS, nowNanos);
        groups.computeIfAbsent(group, g -> new Bucket())
                .spend(policy.maxActions(), windowNanos(policy), true, nowNanos);
        lineages.computeIfAbsent(lineage, l -> new Bucket()).spend(LINEAGE_ACTIONS, HOUR_NANOS, true, nowNanos);
        cluster.spend(CLUSTER_ACTIONS, HOUR_NANOS, false, nowNanos);
        return true;
    }

    /** Whether only a person can fill one of these again. */
    public boolean stalled(String group, Collection<String> itsLineages) {
        return stalled(groups, group) || itsLineages.stream().anyMatch(l -> stalled(lineages, l));
    }

    /** A person has looked at it: the group and its lineages begin anew. */
    public void resume(String group, Collection<String> itsLineages) {
        groups.remove(group);
        itsLineages.forEach(lineages::remove);
    }

    /** The group is no more: nothing will be paid for under that UID again. */
    public void forget(String group) {
        groups.remove(group);
    }

    /** To be stored. */
    public Snapshot snapshot(long nowNanos) {
        return new Snapshot(entries(groups, nowNanos), entries(lineages, nowNanos), entry("", cluster, nowNanos));
    }

    /** A bucket to which every token has come back is like one that was never used; so the ledger does not grow for ever. */
    private static void forgetFull(Map<String, Bucket> buckets, long windowNanos, long nowNanos) {
        buckets.values().removeIf(b -> !b.stalled() && b.ageNanos(nowNanos).orElse(Long.MAX_VALUE) >= windowNanos);
    }

    private static boolean stalled(Map<String, Bucket> buckets, String key) {
        return buckets.containsKey(key) && buckets.get(key).stalled();
    }

    private static long windowNanos(RemediationPolicy policy) {
        return policy.windowSeconds() * SECOND_NANOS;
    }

    private static List<Entry> entries(Map<String, Bucket> buckets, long nowNanos) {
        return buckets.entrySet().stream()
                .map(e -> entry(e.getKey(), e.getValue(), nowNanos))
                .toList();
    }

    private static Entry entry(String key, Bucket bucket, long nowNanos) {
        return new Entry(key, bucket.agesNanos(nowNanos), bucket.stalled());
    }
}
