package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseState;

/** What is the case in a state, seen from outside: who is out of reach, who was told, who is missed. */
final class Situation {
    private final Library library;
    private final Streams streams;

    Situation(Library library, Streams streams) {
        this.library = library;
        this.streams = streams;
    }

    /** Detection is perfect in the end: who is out of everybody's reach is found unreachable by those whose senses are to be trusted. */
    boolean convicts(World w, int i, int j) {
        BookFacts f = library.facts(w, i);
        if (!w.up[i] || !f.is(FuseState.INTACT) || f.inDoubt()) {
            return false;
        }
        for (int k = 0; k < w.members; k++) {
            if (k != j && streams.talks(w, k, j)) {
                return false;
            }
        }
        return true;
    }

    boolean isolated(World w, int i) {
        for (int k = 0; k < w.members; k++) {
            if (k != i && streams.talks(w, i, k)) {
                return false;
            }
        }
        return library.facts(w, i).is(FuseState.INTACT);
    }

    /** Epochs that others hold, who know that this member acknowledged them. */
    int missedBy(World w, int i) {
        int missed = 0;
        for (int k = 0; k < w.members; k++) {
            BookFacts f = library.facts(w, k);
            if (w.up[k] && f.holds(f.epoch()) && f.inForce() && (f.acknowledged() >> i & 1) != 0) {
                missed |= EpochBits.of(f.epoch());
            }
        }
        return missed;
    }

    boolean anybodyTold(World w, int e) {
        for (int told : w.told) {
            if (EpochBits.has(told, e)) {
                return true;
            }
        }
        return false;
    }

    boolean everybodyElseTold(World w, int i, long e) {
        for (int k = 0; k < w.members; k++) {
            if (k != i && !EpochBits.has(w.told[k], e)) {
                return false;
            }
        }
        return true;
    }

    /** That epoch burnt, or must burn, and somebody still holds it. */
    boolean yetToBeTold(World w, int e) {
        boolean burnt = EpochBits.has(w.doomed, e);
        boolean held = false;
        for (int i = 0; i < w.members; i++) {
            burnt |= w.up[i] && EpochBits.has(w.told[i], e);
            held |= w.up[i] && library.facts(w, i).holds(e);
        }
        return burnt && held;
    }
}
