package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.fuse.KeptEpochs;
import dev.fusebox.lab.check.Step.Kind;
import dev.fusebox.lab.check.World.Use;
import java.util.Arrays;
import java.util.List;

/** What may happen and need not, as often as the bounds allow. */
final class Faults {
    private static final KeptEpochs NOTHING = new KeptEpochs(List.of(), List.of());

    private final Bounds bounds;
    private final Library library;
    private final Streams streams;
    private final Situation situation;

    Faults(Bounds bounds, Library library, Streams streams, Situation situation) {
        this.bounds = bounds;
        this.library = library;
        this.streams = streams;
        this.situation = situation;
    }

    /** To a living member. */
    void alone(Expansion expansion, int i) {
        World w = expansion.world();
        BookFacts f = library.facts(w, i);
        int e = f.epoch();
        boolean burnt = f.is(FuseState.BURNT);
        if (f.inForce() && !burnt && w.left(Use.SIGNAL, bounds)) {
            expansion.cause(Step.of(Kind.SIGNAL, i, i, e), using(w, Use.SIGNAL), new BookInput.Burn(e));
        }
        if (f.inForce() && !burnt && w.left(Use.STALL, bounds)) {
            World next = using(w, Use.STALL);
            next.late[i] = situation.everybodyElseTold(w, i, e);
            expansion.input(Step.of(Kind.STALL, i, i, e), next, new BookInput.Stalled(next.nextNonce(i)));
        }
        if (burnt && w.left(Use.REMOVAL, bounds)) {
            expansion.input(Step.of(Kind.REMOVAL, i, i, e), using(w, Use.REMOVAL), new BookInput.GroupRemoved());
        }
        if (w.left(Use.CRASH, bounds)) {
            World next = w.copy();
            next.crash(i);
            expansion.done(Step.of(Kind.CRASH, i, i, 0), next);
        }
    }

    /** Of a dead member, with what it kept, or without. */
    void restart(Expansion expansion, int i) {
        World w = expansion.world();
        KeptEpochs kept = library.disk(w, i);
        World next = w.copy();
        next.start(i, w.counter[i] + 1);
        next.told[i] |= EpochBits.burnt(kept);
        next.late[i] = kept.epochs().stream()
                .anyMatch(k -> situation.everybodyElseTold(
                        w, i, k.roster().groupEpoch().epoch()));
        expansion.input(Step.of(Kind.RESTART, i, i, 0), next, new BookInput.Restarted(kept, next.nextNonce(i)));

        World lost = w.copy();
        lost.start(i, 1);
        lost.told[i] = 0;
        lost.doomed |= situation.missedBy(w, i);
        Arrays.fill(lost.late, false);
        expansion.cause(Step.of(Kind.RESTART_LOST, i, i, 0), lost, new BookInput.Restarted(NOTHING, lost.nextNonce(i)));
    }

    /** To what is between two members. */
    void between(Expansion expansion, int i, int j) {
        World w = expansion.world();
        if (!library.queue(w, j, i).isEmpty()) {
            World next = w.copy();
            streams.takeFirst(next, j, i);
            expansion.done(Step.of(Kind.LOSS, i, j, 0), next);
        }
        boolean needless = streams.talks(w, i, j) && !streams.wantsToShow(w, i, j);
        if (needless && w.left(Use.RENEWAL, bounds) && streams.onTheirWay(w) < bounds.inFlight()) {
            World next = using(w, Use.RENEWAL);
            streams.show(next, i, j);
            expansion.done(Step.of(Kind.RENEWAL, i, j, 0), next);
        }
        if (i < j) {
            cut(expansion, i, j);
        }
    }

    private void cut(Expansion expansion, int i, int j) {
        World w = expansion.world();
        if (w.cut[i][j]) {
            World next = w.copy();
            next.cut(i, j, false);
            expansion.done(Step.of(Kind.HEAL, i, j, 0), next);
        } else if (w.left(Use.CUT, bounds)) {
            World next = using(w, Use.CUT);
            next.cut(i, j, true);
            expansion.done(Step.of(Kind.CUT, i, j, 0), next);
        }
    }

    private static World using(World w, Use use) {
        World next = w.copy();
        next.use(use);
        return next;
    }
}
