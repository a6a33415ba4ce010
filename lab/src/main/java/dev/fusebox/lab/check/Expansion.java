package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.lab.check.Step.Kind;
import dev.fusebox.lab.check.World.Use;
import java.util.Arrays;
import java.util.List;

/** What becomes of one state: takes the steps that are possible in it, carries them out and judges them. */
final class Expansion {
    private final char[] before;
    private final World w;
    private final Bounds bounds;
    private final Library library;
    private final Effects effects;
    private final Model.Steps steps;

    Expansion(char[] before, Bounds bounds, Library library, Effects effects, Model.Steps steps) {
        this.before = before;
        this.w = World.unpack(before, bounds.members());
        this.bounds = bounds;
        this.library = library;
        this.effects = effects;
        this.steps = steps;
    }

    /** The state, not to be changed. */
    World world() {
        return w;
    }

    /** A member's book gets an input that cannot burn it without a cause. */
    void input(Step step, BookInput input) {
        input(step, w.copy(), input);
    }

    /** A member's book gets an input that may burn its fuse. */
    void cause(Step step, BookInput input) {
        cause(step, w.copy(), input);
    }

    /** The same, and something else happened as well. */
    void cause(Step step, World next, BookInput input) {
        next.innocent = false;
        input(step, next, input);
    }

    /** A member's book gets an input, and something else happened as well; its agent may die after each effect. */
    void input(Step step, World next, BookInput input) {
        int i = step.member();
        Library.Answer answer = library.ask(w, i, input);
        next.book[i] = answer.book();
        List<FuseEffect> all = answer.effects();
        for (int k = 0; k < all.size(); k++) {
            judge(step, next, effects.carryOut(next, i, all.get(k)));
            if (k < all.size() - 1 && next.left(Use.CRASH, bounds)) {
                World died = next.copy();
                died.crash(i);
                done(step.diedAfter(k + 1), died);
            }
        }
        if (step.kind() == Kind.SIGNAL && !EpochBits.has(library.burntOnDisk(next, i), step.epoch())) {
            judge(step, next, "signal returned before the disk knew");
        }
        done(step, next);
    }

    /** That is what became of the state, if anything did. */
    void done(Step step, World next) {
        char[] after = next.pack();
        judge(step, next, Rules.brokenIn(next, library));
        if (!Arrays.equals(before, after)) {
            steps.step(step.code(), after);
        }
    }

    private void judge(Step step, World next, String rule) {
        if (!rule.isEmpty()) {
            steps.broken(step.code(), next.pack(), rule);
        }
    }
}
