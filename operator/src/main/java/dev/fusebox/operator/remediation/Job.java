package dev.fusebox.operator.remediation;

/** One thing to do at the API server; one at a time. */
public sealed interface Job {
    /** A term of leading begins: what was raised in an earlier one is forgotten. */
    record NewTerm() implements Job {}

    /** Read what was spent. */
    record ReadLedger() implements Job {}

    /** Act on a case. */
    record Act(Proposal proposal) implements Job {}

    /** Look as if to act, and change nothing. */
    record Rehearse(Proposal proposal) implements Job {}

    /** Settle an intent that was left behind. */
    record Recover(GroupRef group) implements Job {}

    /**
     * Take our cordon or taint back.
     *
     * @param marker that it carries
     */
    record Undo(GroupRef group, String node, String marker) implements Job {}

    /** Write the ledger anew, since a person has resumed a group. */
    record WriteLedger(String text) implements Job {}
}
