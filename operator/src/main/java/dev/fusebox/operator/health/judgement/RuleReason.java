package dev.fusebox.operator.health.judgement;

import java.util.Locale;

/**
 * Every reason that a rule gives: stable, in the order of the rules. Those that do not hold are reasons of the condition
 * RemediationAllowed and labels of {@code fusebox_actions_blocked_total}. docs/reference/judgement.md lists them.
 */
public enum RuleReason {
    MODE_ENFORCE(ModeRule.NAME, true, "mode is Enforce, and nothing speaks against touching this pod or node"),
    MODE_DRY_RUN(ModeRule.NAME, true, "mode is DryRun: decided, told, not done"),
    MODE_OBSERVE(ModeRule.NAME, false, "mode is Observe: nothing is touched"),
    PAUSED(ModeRule.NAME, false, "spec.remediation.pauseRequests has an entry"),
    NO_ACTION_CONFIGURED(ModeRule.NAME, false, "podAction or nodeAction is None, or names no template"),
    POD_UNKNOWN(ModeRule.NAME, false, "the pod is not known, so what it allows is not known either"),
    OTHER_POD(ModeRule.NAME, false, "a pod of that name is there, but with another UID: it is somebody else"),
    POD_EXCLUDED(ModeRule.NAME, false, "the pod opted out by fusebox.dev/exclude-from-remediation"),
    POD_ENDING(ModeRule.NAME, false, "the pod is being deleted, or has finished"),
    NODE_UNKNOWN(ModeRule.NAME, false, "the pod's node is not known"),
    NODE_EXCLUDED(ModeRule.NAME, false, "the node opted out by fusebox.dev/exclude-from-remediation"),
    CONTROL_PLANE_NODE(ModeRule.NAME, false, "the node carries the control plane: nothing on it is touched"),
    NODE_MAINTENANCE(ModeRule.NAME, false, "a taint or condition says that somebody works on the node"),
    OWNER_RESTARTS_GROUP(
            ModeRule.NAME, false, "a LeaderWorkerSet or JobSet owns the pod and restarts its group itself"),

    FRESH_PROBES(CaseRule.NAME, true, "observers on enough nodes still cannot reach the subject, and none can"),
    FRESH_TESTIMONY(CaseRule.NAME, true, "the pod's own agent still says that its application has failed"),
    BURNT_WITH_ITS_GROUP(
            CaseRule.NAME, true, "the group's fuse burnt, as the pod's own agent says, and its fate is RestartPods"),
    VERDICT_NOT_ACTIONABLE(CaseRule.NAME, false, "the verdict (Left, LinkDegraded) is no ground for an action"),
    CASE_EXPIRED(CaseRule.NAME, false, "the case is older than 10 min"),
    EVIDENCE_VOID(CaseRule.NAME, false, "the case is older than the last closing of a breaker: evidence starts afresh"),
    ANSWERED_SINCE(CaseRule.NAME, false, "an observer has reached the subject since"),
    NO_FRESH_PROBES(CaseRule.NAME, false, "too few nodes have probed the subject in vain within the last 12 s"),
    RECOVERED_SINCE(CaseRule.NAME, false, "the pod's own agent says that its application is well again"),
    FATE_OVER(CaseRule.NAME, false, "the pod's own agent does not say any more that its group burnt"),
    NO_FRESH_TESTIMONY(CaseRule.NAME, false, "the pod's own agent has not been heard within the last 15 s"),

    QUORUM(QuorumRule.NAME, true, "observers on enough distinct nodes voted"),
    OWN_TESTIMONY(QuorumRule.NAME, true, "a pod may testify against itself; that allows an action on this pod alone"),
    ONLY_ITS_OWN_POD(QuorumRule.NAME, false, "what a pod says about itself is no ground for an action on its node"),
    UNCORROBORATED(QuorumRule.NAME, false, "fewer than two unsuspected observers stand behind the verdict"),
    NO_QUORUM(QuorumRule.NAME, false, "votes from too few distinct nodes count"),
    ONE_ZONE_ONLY(QuorumRule.NAME, false, "the group spans zones, but all votes come from one"),

    CHANNELS_NOT_NEEDED(ChannelsRule.NAME, true, "the pod testified against itself"),
    LEASE_EXPIRED(ChannelsRule.NAME, true, "the node's Lease has not been renewed for its whole duration"),
    LEASE_HALF_EXPIRED(
            ChannelsRule.NAME,
            true,
            "the node's Lease has not been renewed for half its duration: enough for cordon and taint"),
    NODE_NOT_READY(ChannelsRule.NAME, true, "the node's condition Ready is False"),
    POD_NOT_READY(ChannelsRule.NAME, true, "the pod's condition Ready is False"),
    CONTAINER_TERMINATED(ChannelsRule.NAME, true, "a container of the pod has ended and does not run"),
    PEERS_ALONE(
            ChannelsRule.NAME,
            true,
            "actOnPeersOnly, and three quarters of the observers have not reached it for 30 s"),
    CHANNEL_UNKNOWN(ChannelsRule.NAME, false, "no channel speaks against the subject, and one is unknown"),
    PARTITION_SUSPECTED(
            ChannelsRule.NAME,
            false,
            "peers cannot reach it, but Lease, Ready and its agent's stream are well: told, never acted on"),
    LEASE_FRESH(ChannelsRule.NAME, false, "the node's Lease is renewed: no ground for an action on the node"),
    LEASE_NOT_EXPIRED(ChannelsRule.NAME, false, "the node's Lease is late, but not yet for its whole duration"),
    PEERS_ONLY(
            ChannelsRule.NAME, false, "only peers and the lost stream speak against it, and actOnPeersOnly is false"),
    PEERS_ONLY_NEVER_DELETE(ChannelsRule.NAME, false, "only peers speak against it: that is never enough for Delete"),
    PEERS_TOO_FEW(
            ChannelsRule.NAME,
            false,
            "less than three quarters of the observers, or fewer than two other nodes, speak against it"),
    PEERS_NOT_STABLE(ChannelsRule.NAME, false, "it has not been so for 30 s"),
    AGENT_OUT_OF_REACH(
            ChannelsRule.NAME, false, "a restart in place is carried out by the pod's own agent, whose stream is lost"),

    NOT_A_NODE_ACTION(NodeVerdictRule.NAME, true, "the pod is acted on, not its node"),
    NODE_DEAD(
            NodeVerdictRule.NAME,
            true,
            "all members on the node are unreachable, its Lease is stale, other nodes are fine"),
    NODE_LEASE_NOT_STALE(NodeVerdictRule.NAME, false, "the node's Lease is fresh or unknown"),
    NODE_HAS_LIVE_MEMBERS(NodeVerdictRule.NAME, false, "a member on the node is, or may be, reachable"),
    OTHER_NODES_NOT_FINE(
            NodeVerdictRule.NAME,
            false,
            "Leases of other nodes of the group, or of more than a tenth of the cluster, are stale"),
    NODE_PACING(NodeVerdictRule.NAME, false, "the cluster saw a node action within the last 10 min"),

    BREAKER_CLOSED(BreakerRule.NAME, true, "failures are few enough to be believed"),
    BREAKER_TRIAL(BreakerRule.NAME, true, "the breaker is half open: one action on a pod, as a trial"),
    BREAKER_OPEN(BreakerRule.NAME, false, "too much fails at once: our own view is suspect"),
    BREAKER_HALF_OPEN(
            BreakerRule.NAME, false, "the breaker is half open, and its one trial is taken or this is a node action"),
    STORM_ACTIVE(
            BreakerRule.NAME, false, "many failures at once; nothing new until stormCooldownSeconds after the last"),

    WITHIN_BUDGET(BudgetRule.NAME, true, "group, lineage and cluster have a token left"),
    LEDGER_UNKNOWN(BudgetRule.NAME, false, "the ledger of spent budgets has not been read"),
    ACTION_UNDER_WAY(BudgetRule.NAME, false, "another action of this group is being carried out"),
    BUDGET_EXHAUSTED(
            BudgetRule.NAME, false, "the group has used up its actions; stalled until fusebox.dev/resume is set"),
    LINEAGE_EXHAUSTED(
            BudgetRule.NAME,
            false,
            "the pod's owner has seen 3 actions within an hour; stalled until fusebox.dev/resume is set"),
    CLUSTER_EXHAUSTED(BudgetRule.NAME, false, "the cluster has used up its actions"),
    TOO_SOON(BudgetRule.NAME, false, "the group's last action is younger than minIntervalSeconds"),

    SELF_WELL(SelfCheckRule.NAME, true, "the operator sees well"),
    NOT_LEADING(SelfCheckRule.NAME, false, "this replica does not lead"),
    WARMING_UP(SelfCheckRule.NAME, false, "less than 60 s have passed since start or leader change"),
    LOOP_LATE(SelfCheckRule.NAME, false, "the operator's own loop came 1 s late or more"),
    TOO_FEW_AGENTS(SelfCheckRule.NAME, false, "fewer than 60 % of the expected agents have had a stream for 30 s"),
    READ_NOT_FRESH(SelfCheckRule.NAME, false, "target and own Lease were not read, uncached, within the last 5 s"),

    COORDINATED(CoordinationRule.NAME, true, "nobody else works on it"),
    NODE_LEASE_HELD_BY_OTHER(CoordinationRule.NAME, false, "another operator holds the node's Lease in medik8s-leases"),
    NODE_LEASE_NOT_HELD(CoordinationRule.NAME, false, "the node's Lease in medik8s-leases is not held yet"),
    NODE_LEASE_UNKNOWN(CoordinationRule.NAME, false, "the node's Lease in medik8s-leases could not be read"),
    ALREADY_CORDONED(CoordinationRule.NAME, false, "the node is cordoned or carries our marker already"),
    PDB_BLOCKED(
            CoordinationRule.NAME,
            false,
            "a PodDisruptionBudget refused the eviction within the last 10 s: waited for, never forced");

    private static final int LONGEST_MESSAGE = 200;

    private final String rule;
    private final boolean holds;
    private final String meaning;
    private final String text;

    RuleReason(String rule, boolean holds, String meaning) {
        this.rule = rule;
        this.holds = holds;
        this.meaning = meaning;
        this.text = camelCase(name());
    }

    /** Name of the rule that gives it. */
    public String rule() {
        return rule;
    }

    /** Whether the rule holds with it. */
    public boolean holds() {
        return holds;
    }

    /** What it means. */
    public String meaning() {
        return meaning;
    }

    /** As conditions, events and metrics show it. */
    public String text() {
        return text;
    }

    RuleOutcome outcome(String message) {
        String shown = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
        return new RuleOutcome(rule, holds, text, shown);
    }

    RuleOutcome outcome() {
        return outcome(meaning);
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.split("_")) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString().replace("Pdb", "PDB");
    }
}
