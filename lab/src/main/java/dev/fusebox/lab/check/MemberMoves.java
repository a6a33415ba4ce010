package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.lab.check.Step.Kind;

/** What a living member does without a fault: it gets rosters, its timers fire, and it judges others and itself. */
final class MemberMoves {
    private final Bounds bounds;
    private final Library library;
    private final Situation situation;

    MemberMoves(Bounds bounds, Library library, Situation situation) {
        this.bounds = bounds;
        this.library = library;
        this.situation = situation;
    }

    void alone(Expansion expansion, int i) {
        World w = expansion.world();
        BookFacts f = library.facts(w, i);
        rosters(expansion, i, f);
        int e = f.epoch();
        if (f.is(FuseState.FORMING)) {
            expansion.cause(Step.of(Kind.FORM_TIMEOUT, i, i, e), new BookInput.FormTimeOver(e));
        }
        if (!f.inForce() || f.is(FuseState.BURNT)) {
            return;
        }
        expansion.input(Step.of(Kind.WAKE, i, i, 0), new BookInput.Woken());
        if (f.inDoubt()) {
            expansion.input(Step.of(Kind.PATIENCE, i, i, e), new BookInput.PatienceOver(e));
        }
        if (situation.isolated(w, i)) {
            expansion.cause(Step.of(Kind.ISOLATION, i, i, e), new BookInput.Burn(e));
        }
    }

    /** Of any epoch that is not over for it; a second one is formed only when somebody was told of the first one's burn. */
    private void rosters(Expansion expansion, int i, BookFacts f) {
        for (int e = 1; e <= bounds.epochs(); e++) {
            if (f.epoch() < e && (e == 1 || situation.anybodyTold(expansion.world(), e - 1))) {
                expansion.input(Step.of(Kind.ROSTER, i, i, e), new BookInput.RosterReceived(e));
            }
        }
    }

    /** Member i may find j unreachable. */
    void judges(Expansion expansion, int i, int j) {
        World w = expansion.world();
        BookFacts f = library.facts(w, i);
        if (situation.convicts(w, i, j) && f.holds(f.epoch())) {
            expansion.cause(Step.of(Kind.VERDICT, i, j, f.epoch()), new BookInput.Burn(f.epoch()));
        }
    }
}
