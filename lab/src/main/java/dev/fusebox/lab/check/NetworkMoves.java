package dev.fusebox.lab.check;

import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.check.Step.Kind;

/** What the network does without a fault: it brings lists and burns, and takes what is to be shown. */
final class NetworkMoves {
    private final Bounds bounds;
    private final Library library;
    private final Streams streams;

    NetworkMoves(Bounds bounds, Library library, Streams streams) {
        this.bounds = bounds;
        this.library = library;
        this.streams = streams;
    }

    /** What reaches i from j, and what i shows to j. */
    void between(Expansion expansion, int i, int j) {
        World w = expansion.world();
        if (streams.deliverable(w, j, i)) {
            deliver(expansion, i, j);
        }
        for (int e = 1; e <= bounds.epochs(); e++) {
            if (streams.talks(w, j, i) && EpochBits.has(w.burns[j][i], e)) {
                burn(expansion, i, j, e);
            }
        }
        if (streams.wantsToShow(w, i, j) && streams.onTheirWay(w) < bounds.inFlight()) {
            World next = w.copy();
            streams.show(next, i, j);
            expansion.done(Step.of(Kind.SHOW, i, j, 0), next);
        }
    }

    /** A message of a start that is over, or that came before one already heard, is not believed. */
    private void deliver(Expansion expansion, int i, int j) {
        World next = expansion.world().copy();
        InFlight message = library.queue(next, j, i).get(0);
        streams.takeFirst(next, j, i);
        int known = next.greeted[i][j];
        Step step = Step.of(Kind.DELIVERY, i, j, 0);
        if (message.life() < known >> 3 || message.counter() < (known & 7)) {
            expansion.done(step, next);
            return;
        }
        next.greeted[i][j] = message.session();
        Session session = new Session(message.counter(), message.life());
        expansion.input(step, next, new BookInput.Shown(Groups.member(j), session, message.list()));
    }

    private void burn(Expansion expansion, int i, int j, int e) {
        World next = expansion.world().copy();
        next.burns[j][i] &= ~EpochBits.of(e);
        streams.keepThisStart(next, j, i);
        expansion.input(Step.of(Kind.BURN, i, j, e), next, new BookInput.BurnHeard(Groups.member(j), e));
    }
}
