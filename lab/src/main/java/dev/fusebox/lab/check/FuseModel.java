package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseState;
import java.util.StringJoiner;

/**
 * A group of members, each with the book of epochs that the agent runs, and around them everything that can go wrong: what members do
 * ({@link MemberMoves}), what the network does ({@link NetworkMoves}), and what need not happen ({@link Faults}). What is left out, and
 * why that hides nothing, is said in {@code docs/concepts/fuse-model.md}.
 */
final class FuseModel implements Model {
    private final Bounds bounds;
    private final Library library;
    private final Effects effects;
    private final Situation situation;
    private final MemberMoves members;
    private final NetworkMoves network;
    private final Faults faults;
    private final Obligations obligations;

    FuseModel(Bounds bounds, BookRules rules) {
        this.bounds = bounds;
        this.library = new Library(bounds, rules);
        Streams streams = new Streams(library);
        this.effects = new Effects(library, streams);
        this.situation = new Situation(library, streams);
        this.members = new MemberMoves(bounds, library, situation);
        this.network = new NetworkMoves(bounds, library, streams);
        this.faults = new Faults(bounds, library, streams, situation);
        this.obligations = new Obligations(library, streams, situation);
    }

    @Override
    public int width() {
        return World.width(bounds.members());
    }

    @Override
    public char[] initial() {
        World w = new World(bounds.members());
        for (int i = 0; i < w.members; i++) {
            library.provide(w, i);
            w.start(i, 1);
        }
        return bounds.formed() ? intact(Calm.after(w.pack(), this)) : w.pack();
    }

    private char[] intact(char[] state) {
        World w = world(state);
        for (int i = 0; i < w.members; i++) {
            if (!library.facts(w, i).is(FuseState.INTACT)) {
                throw new IllegalStateException("a group that nothing happens to does not form");
            }
        }
        return state;
    }

    @Override
    public void expand(char[] state, Steps steps) {
        Expansion expansion = new Expansion(state, bounds, library, effects, steps);
        World w = expansion.world();
        for (int i = 0; i < w.members; i++) {
            if (w.up[i]) {
                members.alone(expansion, i);
                faults.alone(expansion, i);
            } else {
                faults.restart(expansion, i);
            }
            for (int j = 0; j < w.members; j++) {
                if (i != j) {
                    network.between(expansion, i, j);
                    members.judges(expansion, i, j);
                    faults.between(expansion, i, j);
                }
            }
        }
    }

    @Override
    public boolean unsettled(char[] state) {
        World w = world(state);
        for (int e = 1; e <= bounds.epochs(); e++) {
            if (situation.yetToBeTold(w, e)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long owed(char[] state) {
        return obligations.in(world(state));
    }

    @Override
    public long obligation(int step) {
        return Step.of(step).obligation();
    }

    @Override
    public boolean isFault(int step) {
        return Step.of(step).isFault();
    }

    @Override
    public String describe(int step, char[] after) {
        World w = world(after);
        StringJoiner states = new StringJoiner(", ");
        for (int i = 0; i < w.members; i++) {
            BookFacts f = library.facts(w, i);
            String state =
                    !w.up[i] ? "down" : f.state().map(s -> s + "#" + f.epoch()).orElse("no group");
            states.add("m" + i + " " + state + (f.inDoubt() ? " in doubt" : "") + (w.told[i] != 0 ? " told" : ""));
        }
        return Step.of(step) + "   [" + states + "]";
    }

    private World world(char[] state) {
        return World.unpack(state, bounds.members());
    }
}
