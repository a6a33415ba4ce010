package dev.fusebox.agent.restart;

/** What became of a reason to restart; each is a value of the metric's label {@code outcome}. */
public enum RestartOutcome {
    /** A burn restarted the pod. */
    BURN,
    /** The operator's order restarted the pod. */
    ORDER,
    /** An order that was obeyed before. */
    REPEATED,
    /** A restart that the roster's rule does not allow, as last pushed. */
    NOT_ALLOWED,
    /** As many restarts as the rule allows were in its window. */
    BUDGET,
    /** Nothing tells what was restarted before: no folder for state, a broken ledger, or no clock that outlives processes. */
    NO_LEDGER,
    /** The pod does not say that the agent's exit code restarts its containers. */
    NO_RULE_ON_POD,
    /** The group's next epoch came first. */
    SUPERSEDED,
    /** An order for another pod, or of a leader that was replaced. */
    REFUSED_ORDER
}
