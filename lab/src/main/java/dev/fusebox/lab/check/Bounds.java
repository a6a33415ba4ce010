package dev.fusebox.lab.check;

import dev.fusebox.lab.BadInput;
import java.util.List;

/**
 * How much may happen in one run. Losses are not bounded: every message may be lost.
 *
 * @param members 2 to 4
 * @param epochs how many the operator forms, 1 or 2
 * @param formed whether a run begins when everybody is there and intact, instead of when nobody has a roster yet
 * @param faults of all the kinds below together
 * @param crashes of agents; each may start again, with or without what was kept
 * @param stalls of agents, noticed when they wake
 * @param signals of applications
 * @param cuts of the link between two members; each may heal
 * @param renewals of streams: both sides show their epochs again, for no reason
 * @param removals of a burnt group by the operator, which then says the old roster again
 * @param inFlight messages on their way at most before another one is sent; an answer takes the place of what it answers
 */
record Bounds(
        int members,
        int epochs,
        boolean formed,
        int faults,
        int crashes,
        int stalls,
        int signals,
        int cuts,
        int renewals,
        int removals,
        int inFlight) {
    private static final int MAX = 3;

    Bounds {
        inRange("members", members, 2, 4);
        inRange("epochs", epochs, 1, 2);
        inRange("faults", faults, 0, 9);
        inRange("crashes", crashes, 0, MAX);
        inRange("stalls", stalls, 0, MAX);
        inRange("signals", signals, 0, MAX);
        inRange("cuts", cuts, 0, MAX);
        inRange("renewals", renewals, 0, MAX);
        inRange("removals", removals, 0, MAX);
        inRange("in-flight", inFlight, 1, 6);
    }

    /**
     * What the command explores if it is not told otherwise, in a few minutes: all pairs of faults in a formed group, every fault while it
     * forms, the death of an agent beside a second epoch (of two members: there it takes no third), and beside a group that the operator
     * deletes.
     */
    static List<Bounds> usual(int members) {
        return List.of(
                new Bounds(members, 1, true, 2, 1, 1, 1, 2, 1, 1, 1),
                new Bounds(members, 1, false, 1, 1, 1, 1, 1, 1, 0, 1),
                new Bounds(2, 2, true, 2, 1, 0, 1, 0, 0, 0, 1),
                new Bounds(members, 1, true, 3, 1, 0, 1, 0, 0, 1, 1));
    }

    /** One epoch, one message at a time, nothing bounded but the faults together. */
    static Bounds of(int members, boolean formed, int faults) {
        int each = Math.min(faults, MAX);
        return new Bounds(members, 1, formed, faults, each, each, each, each, each, each, 1);
    }

    /** How often that may happen. */
    int of(World.Use use) {
        return switch (use) {
            case CRASH -> crashes;
            case STALL -> stalls;
            case SIGNAL -> signals;
            case CUT -> cuts;
            case RENEWAL -> renewals;
            case REMOVAL -> removals;
        };
    }

    private static void inRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new BadInput("--" + name + " must be " + min + " to " + max + ", not " + value);
        }
    }

    /** In one line, for people. */
    String words() {
        return (formed ? "formed group" : "from the beginning") + ", " + members + " members, " + epochs
                + (epochs == 1 ? " epoch" : " epochs") + ", faults " + faults + " (crashes " + crashes + ", stalls "
                + stalls + ", signals " + signals + ", cuts " + cuts + ", renewals " + renewals + ", removals "
                + removals + "), in flight " + inFlight;
    }
}
