package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseState;

/** What must hold in every state; what must hold of each effect is said where it is carried out. */
final class Rules {
    private Rules() {}

    /** The first rule that does not hold, or nothing. */
    static String brokenIn(World w, Library library) {
        for (int i = 0; i < w.members; i++) {
            BookFacts f = library.facts(w, i);
            if (!w.up[i] || !f.inForce()) {
                continue;
            }
            boolean told = EpochBits.has(w.told[i], f.epoch());
            if (told && !f.is(FuseState.BURNT)) {
                return "an epoch that burnt is in force again";
            }
            if (f.is(FuseState.BURNT) && !f.causeKnown()) {
                return "who asks late is not told why";
            }
            if (f.is(FuseState.BURNT) && w.innocent) {
                return "burnt without a cause";
            }
            if (w.late[i] && f.is(FuseState.INTACT) && !f.inDoubt()) {
                return "says that all is well, having slept while all others were told";
            }
            for (int shown : f.shown()) {
                if ((shown & w.told[i]) != 0) {
                    return "shows an epoch after it was told of its burn";
                }
            }
        }
        return "";
    }
}
