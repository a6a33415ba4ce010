package dev.fusebox.operator.status;

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
    static final String MODE_OBSERVE = "ModeObserve";
    static final String NO_STORM = "NoStorm";
    static final String INVALID_SPEC = "InvalidSpec";

    private Reason() {}
}
