package dev.fusebox.operator.health.judgement;

/**
 * What breakers, storm and budgets say.
 *
 * @param group breaker of the group
 * @param cluster breaker of the cluster
 * @param storm whether a storm of failures in the group is not yet over
 * @param budget of the group, the pod's lineage and the cluster
 * @param untilNodeActionNanos until the cluster may see another node action; 0 if it may now
 */
public record Limits(
        Breaker.Standing group,
        Breaker.Standing cluster,
        boolean storm,
        Budget.Standing budget,
        long untilNodeActionNanos) {}
