package dev.fusebox.e2e.cluster;

import dev.fusebox.e2e.command.CommandFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the demo can break, and what is left of the victim then. */
public enum FaultKind {
    /** The application's process is killed beside a live agent. */
    APP(false),
    /** Every process of the pod is killed. */
    KILL(false),
    /** The pod is frozen; it goes on when healed. */
    HANG(false),
    /** The pod's frames are dropped silently. Its application still runs. */
    CUT(true),
    /** The frames of the victim's node are dropped silently. All applications still run. */
    NODE(true),
    /** Nothing is broken. */
    NONE(true);

    private final boolean victimSurvives;

    FaultKind(boolean victimSurvives) {
        this.victimSurvives = victimSurvives;
    }

    /** Whether the victim's application runs on during the fault, and must be told like everyone else. */
    public boolean victimSurvives() {
        return victimSurvives;
    }

    /** Whether containers were killed: their kubelet restarts them with a back-off, so a repetition needs a new pod. */
    public boolean killsContainers() {
        return this == APP || this == KILL;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All that break something, in the order of their severity. */
    public static List<FaultKind> breaking() {
        return List.of(APP, KILL, HANG, CUT, NODE);
    }

    /**
     * @throws CommandFailure if there is no such fault
     */
    public static FaultKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("no fault '" + word + "'; there are "
                        + Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", ")) + ", all"));
    }
}
