package dev.fusebox.operator.health;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleReason;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.Tri;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is decided and done about one group's failures, as status, conditions and events show it.
 *
 * @param policy what the owner allows
 * @param decisions the newest about each open case
 * @param told pod UIDs of cases whose decisions have stood so long that people are told of them
 * @param channels what else is known of the subjects of open cases, by pod UID
 * @param stall why the group waits for a person, if it does
 * @param stormActive whether so many failures came at once that nothing new begins
 * @param done actions that ended, newest first
 */
public record RemediationView(
        RemediationPolicy policy,
        List<Decision> decisions,
        Set<String> told,
        Map<String, Seen> channels,
        Optional<Stall> stall,
        boolean stormActive,
        List<Done> done) {
    /** Of a group in which nothing is decided and nothing was done. */
    public static final RemediationView EMPTY = new RemediationView(
            RemediationPolicy.DEFAULT, List.of(), Set.of(), Map.of(), Optional.empty(), false, List.of());

    public RemediationView {
        decisions = List.copyOf(decisions);
        told = Set.copyOf(told);
        channels = Map.copyOf(channels);
        done = List.copyOf(done);
    }

    /**
     * Pods about which nothing more will be done, though their cases call for it, as people were told: where actions are only tried and this
     * one would have been allowed, and where the budget is spent, which a person must fill up.
     */
    public Set<String> hopeless() {
        return decisions.stream()
                .filter(d -> told.contains(d.caseUid()))
                .filter(d -> (d.dryRun() && d.allowed()) || lacksBudget(d))
                .map(Decision::caseUid)
                .collect(Collectors.toSet());
    }

    private static boolean lacksBudget(Decision decision) {
        return decision.blockedBy()
                .filter(rule -> rule.reason().equals(RuleReason.BUDGET_EXHAUSTED.text()))
                .isPresent();
    }

    /** The same under that policy. */
    public RemediationView under(RemediationPolicy newer) {
        return new RemediationView(newer, decisions, told, channels, stall, stormActive, done);
    }

    /** Channels that do not pass through the members. */
    public record Seen(Lease nodeLease, Tri nodeReady, Tri podReady, boolean agentConnected) {}

    /**
     * Why a group waits.
     *
     * @param message for people: what to do. It must stay the same while the reason does, for each change is written
     */
    public record Stall(Kind kind, String message) {
        /** Reasons of the condition Stalled. */
        public enum Kind {
            /** spec.remediation.maxActions are spent. */
            BUDGET_EXHAUSTED,
            /** The pod's owner has seen too many actions. */
            LINEAGE_EXHAUSTED,
            /** A PodDisruptionBudget refuses the eviction. */
            PDB_BLOCKED,
            /** The fuse burnt, and spec.reform is Manual. */
            REFORM_MANUAL,
            /** The pods that should take the place of failed ones do not come up. */
            REPLACEMENTS_CANNOT_START,
            /** The API server does not allow the operator what it needs. */
            RIGHTS_MISSING;

            /** Whether it stands against every action of the group; the others are about one pod, or about the next epoch. */
            public boolean stopsActions() {
                return this == BUDGET_EXHAUSTED || this == RIGHTS_MISSING;
            }
        }
    }

    /**
     * An action that ended.
     *
     * @param caseUid pod UID of the case it was about
     * @param epoch of the case, which is the epoch of its incident
     * @param action its name
     * @param result how it ended, one CamelCase word
     */
    public record Done(String caseUid, long epoch, String action, String result, Instant at) {}
}
