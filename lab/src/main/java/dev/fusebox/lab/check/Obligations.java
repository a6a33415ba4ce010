package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.lab.check.Step.Kind;

/** What cannot be put off for ever in a state: a timer fires, a list that stays wanted is shown and read, a burn arrives. */
final class Obligations {
    private final Library library;
    private final Streams streams;
    private final Situation situation;

    Obligations(Library library, Streams streams, Situation situation) {
        this.library = library;
        this.streams = streams;
        this.situation = situation;
    }

    /** As bits of {@link Step#obligation}. */
    long in(World w) {
        long owed = 0;
        for (int i = 0; i < w.members; i++) {
            if (w.up[i]) {
                owed |= by(w, i);
                for (int j = 0; j < w.members; j++) {
                    owed |= i == j ? 0 : between(w, i, j);
                }
            }
        }
        return owed;
    }

    private long by(World w, int i) {
        BookFacts f = library.facts(w, i);
        return owe(f.is(FuseState.FORMING), Kind.FORM_TIMEOUT, i, i)
                | owe(f.inDoubt() && changes(w, i, new BookInput.PatienceOver(f.epoch())), Kind.PATIENCE, i, i)
                | owe(changes(w, i, new BookInput.Woken()), Kind.WAKE, i, i)
                | owe(situation.isolated(w, i), Kind.ISOLATION, i, i);
    }

    private long between(World w, int i, int j) {
        return owe(streams.wantsToShow(w, i, j), Kind.SHOW, i, j)
                | owe(streams.deliverable(w, j, i), Kind.DELIVERY, i, j)
                | owe(streams.talks(w, j, i) && w.burns[j][i] != 0, Kind.BURN, i, j)
                | owe(situation.convicts(w, i, j), Kind.VERDICT, i, j);
    }

    private boolean changes(World w, int i, BookInput input) {
        Library.Answer answer = library.ask(w, i, input);
        return answer.book() != w.book[i] || !answer.effects().isEmpty();
    }

    private static long owe(boolean due, Kind kind, int i, int j) {
        return due ? Step.of(kind, i, j, 0).obligation() : 0;
    }
}
