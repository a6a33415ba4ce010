package dev.fusebox.operator.health;

import dev.fusebox.operator.health.judgement.Action;

/** Something about a member, a node or an action that became different: told once, when it does. */
public sealed interface Happening {
    /** A vote about it stands, and no verdict. */
    record Suspected(String name) implements Happening {}

    /** A verdict about it fell. */
    record Failed(Case opened) implements Happening {}

    /** It is back in an intact group. */
    record Recovered(Case closed) implements Happening {}

    /** It left as planned. */
    record Left(String name) implements Happening {}

    /**
     * An action is about to be carried out: its intent is written.
     *
     * @param why for people
     */
    record ActionPlanned(Action action, String why) implements Happening {}

    /**
     * An action was carried out.
     *
     * @param result how it ended, one CamelCase word
     * @param detail for people, may be empty
     */
    record ActionTaken(Action action, String result, String detail) implements Happening {}

    /**
     * An action that settings and evidence call for is not carried out.
     *
     * @param reason of the rule that stands against it, CamelCase
     * @param detail for people, with the figures
     */
    record ActionSkipped(Action action, String reason, String detail) implements Happening {}

    /** All rules allow an action, and mode is DryRun. */
    record DryRun(Action action) implements Happening {}

    /**
     * A node was cordoned or tainted by us.
     *
     * @param why for people
     */
    record NodeCordoned(String node, String nodeUid, String why) implements Happening {}

    /** Our own cordon or taint was undone. */
    record NodeUncordoned(String node, String nodeUid, String why) implements Happening {}

    /**
     * A member's word counts no more.
     *
     * @param name of its pod
     */
    record ReporterQuarantined(String name, String why) implements Happening {}
}
