package dev.fusebox.operator.health.review;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.judgement.Breaker;
import dev.fusebox.operator.health.judgement.Budget;
import dev.fusebox.operator.health.judgement.Limits;
import dev.fusebox.operator.health.judgement.NodePacing;
import dev.fusebox.operator.health.judgement.Overload;
import dev.fusebox.operator.health.judgement.Storm;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What holds the operator back whatever the evidence about one case says: breakers, storms, budgets, and the pace of node actions. Budgets
 * are unknown, and nothing is paid, until the ledger has been read. Not thread-safe; time is an argument.
 */
public final class Restraints {
    private final Map<String, Breaker> breakers = new HashMap<>();
    private final Map<String, Storm> storms = new HashMap<>();
    private final Breaker cluster = new Breaker();
    private Budget budget = new Budget();
    private NodePacing pacing = new NodePacing();
    private final Deque<String> paid = new ArrayDeque<>();
    private boolean ledgerRead;

    /** The ledger has been read; what it says replaces what is here. */
    public void ledger(Budget.Snapshot budgets, NodePacing.Snapshot nodeActions, List<String> ids, long nowNanos) {
        budget = Budget.restore(budgets, nowNanos);
        pacing = NodePacing.restore(nodeActions, nowNanos);
        paid.clear();
        paid.addAll(ids);
        ledgerRead = true;
    }

    /** Ids of intents and fates that were paid for, oldest first. */
    public List<String> paid() {
        return List.copyOf(paid);
    }

    /**
     * Pays for an action; false if that cannot be.
     *
     * @param id of what is paid for, once: see {@link Review#payment}
     */
    public boolean pay(GroupSpec spec, String lineage, boolean ofNode, String id, int most, long nowNanos) {
        if (paid.contains(id)) {
            return true;
        }
        if (!ledgerRead || !budget.spend(spec.uid(), lineage, spec.remediation(), nowNanos)) {
            return false;
        }
        if (ofNode) {
            pacing.acted(nowNanos);
        }
        paid.addLast(id);
        while (paid.size() > most) {
            paid.removeFirst();
        }
        breaker(spec.key()).acted();
        cluster.acted();
        return true;
    }

    /** Another may write the ledger now: what is here is out of date. */
    public void ledgerLost() {
        ledgerRead = false;
    }

    /** Whether the ledger has been read. */
    public boolean ledgerRead() {
        return ledgerRead;
    }

    /** What the ledger is to say. */
    public Budget budget() {
        return budget;
    }

    /** What the ledger is to say. */
    public NodePacing pacing() {
        return pacing;
    }

    /** The group is no more. */
    public void forget(GroupSpec spec) {
        breakers.remove(spec.key());
        storms.remove(spec.key());
        budget.forget(spec.uid());
    }

    /** Whether too much of the cluster fails to believe it; see {@link Overload#ofCluster}. */
    void observeCluster(boolean overloaded, long nowNanos) {
        cluster.observe(overloaded, nowNanos);
    }

    /**
     * Looks at the load of one group.
     *
     * @param members its pods
     * @param confirmed of these, those with a quorum by node against them
     */
    void observeGroup(Docket docket, List<PodFact> members, Set<String> confirmed, long nowNanos) {
        GroupSpec spec = docket.spec();
        Map<String, String> nodeOf = members.stream().collect(Collectors.toMap(PodFact::uid, PodFact::node));
        breaker(spec.key())
                .observe(Overload.ofGroup(nodeOf, confirmed, spec.remediation().maxUnhealthy()), nowNanos);
        Set<String> burst = docket.cases().stream()
                .filter(c -> nowNanos - c.openedNanos() < Storm.BURST_NANOS)
                .map(Case::uid)
                .collect(Collectors.toSet());
        storms.computeIfAbsent(spec.key(), k -> new Storm())
                .observe(
                        Overload.units(nodeOf, burst),
                        spec.remediation().maxUnhealthy().of(Math.max(1, nodeOf.size())),
                        spec.remediation().stormCooldownSeconds(),
                        nowNanos);
    }

    /** Whether a storm of failures in that group is not over. */
    public boolean storm(String group) {
        return storms.containsKey(group) && storms.get(group).active();
    }

    /** The cluster's breaker. */
    public Breaker.State clusterBreaker() {
        return cluster.standing().state();
    }

    /**
     * What stands against an action.
     *
     * @param id under which it is paid for if there is one; what is paid for needs no budget, and is not in its own way
     */
    Limits limits(GroupSpec spec, String lineage, String id, long nowNanos) {
        boolean isPaid = paid.contains(id);
        return new Limits(
                breaker(spec.key()).standing(),
                cluster.standing(),
                storm(spec.key()),
                isPaid ? Budget.Standing.AVAILABLE : budgetOf(spec, lineage, nowNanos),
                isPaid ? 0 : pacing.untilNextNanos(nowNanos));
    }

    private Budget.Standing budgetOf(GroupSpec spec, String lineage, long nowNanos) {
        if (!ledgerRead) {
            return Budget.Standing.UNKNOWN;
        }
        return budget.standing(spec.uid(), lineage, spec.remediation(), nowNanos);
    }

    private Breaker breaker(String group) {
        return breakers.computeIfAbsent(group, k -> new Breaker());
    }
}
