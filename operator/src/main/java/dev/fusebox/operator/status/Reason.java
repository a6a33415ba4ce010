package dev.fusebox.operator.status;

import dev.fusebox.operator.health.RemediationView;

/** Condition types and reasons, as docs/reference/status.md lists them. Stable: people and tools wait for them. */
final class Reason {
    static final String READY = "Ready";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";
    static final String MEMBERS_INJECTED = "MembersInjected";
    static final String FUSE_INTACT = "FuseIntact";
    static final String LINKS_HEALTHY = "LinksHealthy";
    static final String REMEDIATION_ALLOWED = "RemediationAllowed";
    static final String STORM_ACTIVE = "StormActive";

    static final String GROUP_INTACT = "GroupIntact";
    static final String NO_PODS_SELECTED = "NoPodsSelected";
    static final String TOO_FEW_MEMBERS = "TooFewMembers";
    static final String FORMING = "Forming";
    static final String BURNT = "Burnt";
    static final String NO_EPOCH = "NoEpoch";
    static final String SETTLED = "Settled";
    static final String NOT_STALLED = "NotStalled";
    static final String ALL_INJECTED = "AllInjected";
    static final String AGENT_MISSING = "AgentMissing";
    static final String MEMBERS_MISSING = "MembersMissing";
    static final String ALL_LINKS = "AllLinksHealthy";
    static final String LINKS_DEGRADED = "LinksDegraded";
    static final String INTACT = "Intact";
    static final String MODE_OBSERVE = "ModeObserve";
    static final String MODE_DRY_RUN = "ModeDryRun";
    static final String PAUSED = "Paused";
    static final String ALLOWED = "Allowed";
    static final String NO_STORM = "NoStorm";
    static final String MANY_FAILURES = "ManyFailures";
    static final String INVALID_SPEC = "InvalidSpec";
    static final String BUDGET_EXHAUSTED = "BudgetExhausted";
    static final String LINEAGE_EXHAUSTED = "LineageExhausted";
    static final String PDB_BLOCKED = "PDBBlocked";
    static final String REFORM_MANUAL = "ReformManual";
    static final String REPLACEMENTS_CANNOT_START = "ReplacementsCannotStart";
    static final String RIGHTS_MISSING = "RightsMissing";

    private Reason() {}

    static String of(RemediationView.Stall.Kind kind) {
        return switch (kind) {
            case BUDGET_EXHAUSTED -> BUDGET_EXHAUSTED;
            case LINEAGE_EXHAUSTED -> LINEAGE_EXHAUSTED;
            case PDB_BLOCKED -> PDB_BLOCKED;
            case REFORM_MANUAL -> REFORM_MANUAL;
            case REPLACEMENTS_CANNOT_START -> REPLACEMENTS_CANNOT_START;
            case RIGHTS_MISSING -> RIGHTS_MISSING;
        };
    }
}
