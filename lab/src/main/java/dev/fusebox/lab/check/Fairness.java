package dev.fusebox.lab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a run that stays among unsettled states for ever though no fault happens any more and every step that stays owed is taken.
 * Such a run visits, from some time on, exactly the states of one strongly connected part of the unsettled states again and again; it is
 * fair if each step that is owed in all of them is taken between them. If a step is owed in all of them and never taken between them, no
 * part of that part can be fair either, so looking at the largest ones is enough (Tarjan's algorithm; steps are computed again instead of
 * being kept). A single state without steps of its own counts: a run may end where nothing is owed.
 */
final class Fairness {
    private static final int NOT_SEEN = 0;

    private final Model model;
    private final StateStore states;
    private final int[] order;
    private final int[] low;
    private final boolean[] open;
    private final Ints stack = new Ints();
    private int seen;
    private int unsettled;

    Fairness(Model model, StateStore states) {
        this.model = model;
        this.states = states;
        this.order = new int[states.size()];
        this.low = new int[states.size()];
        this.open = new boolean[states.size()];
    }

    /**
     * States that a fair run may never leave.
     *
     * @param state the one of them that is nearest to the beginning
     * @param size how many they are
     * @param steps some of the steps between them
     */
    record Trap(int state, int size, List<String> steps) {}

    /** How many states are unsettled; known after {@link #trap}. */
    int unsettled() {
        return unsettled;
    }

    Optional<Trap> trap() {
        for (int state = 0; state < states.size(); state++) {
            if (order[state] == NOT_SEEN && model.unsettled(states.get(state))) {
                Optional<Trap> trap = explore(state);
                if (trap.isPresent()) {
                    return trap;
                }
            }
        }
        return Optional.empty();
    }

    private static final class Frame {
        final int state;
        final int[] next;
        int at;

        Frame(int state, int[] next) {
            this.state = state;
            this.next = next;
        }
    }

    private Optional<Trap> explore(int root) {
        List<Frame> path = new ArrayList<>();
        path.add(enter(root));
        while (!path.isEmpty()) {
            Frame frame = path.get(path.size() - 1);
            if (frame.at < frame.next.length) {
                int next = frame.next[frame.at++];
                if (order[next] == NOT_SEEN) {
                    path.add(enter(next));
                } else if (open[next]) {
                    low[frame.state] = Math.min(low[frame.state], order[next]);
                }
                continue;
            }
            path.remove(path.size() - 1);
            if (!path.isEmpty()) {
                int parent = path.get(path.size() - 1).state;
                low[parent] = Math.min(low[parent], low[frame.state]);
            }
            if (low[frame.state] == order[frame.state]) {
                Optional<Trap> trap = judge(close(frame.state));
                if (trap.isPresent()) {
                    return trap;
                }
            }
        }
        return Optional.empty();
    }

    private Frame enter(int state) {
        unsettled++;
        order[state] = ++seen;
        low[state] = seen;
        open[state] = true;
        stack.add(state);
        Ints next = new Ints();
        model.expand(states.get(state), new Between(next));
        int[] successors = new int[next.size()];
        for (int i = 0; i < successors.length; i++) {
            successors[i] = next.get(i);
        }
        return new Frame(state, successors);
    }

    private final class Between implements Model.Steps {
        private final Ints found;

        Between(Ints found) {
            this.found = found;
        }

        @Override
        public void step(int step, char[] next) {
            if (!model.isFault(step) && model.unsettled(next)) {
                found.add(states.find(next));
            }
        }

        @Override
        public void broken(int step, char[] next, String rule) {
            throw new IllegalStateException("a broken rule was not found by the search: " + rule);
        }
    }

    private int[] close(int root) {
        Ints part = new Ints();
        int state;
        do {
            state = stack.removeLast();
            open[state] = false;
            part.add(state);
        } while (state != root);
        int[] members = new int[part.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = part.get(i);
        }
        Arrays.sort(members);
        return members;
    }

    private Optional<Trap> judge(int[] part) {
        long owedInAll = -1L;
        for (int state : part) {
            owedInAll &= model.owed(states.get(state));
        }
        if (owedInAll == 0 && part.length == 1) {
            return Optional.of(new Trap(part[0], 1, List.of()));
        }
        Inside inside = new Inside(part);
        for (int state : part) {
            model.expand(states.get(state), inside);
        }
        return (owedInAll & ~inside.taken) == 0
                ? Optional.of(new Trap(part[0], part.length, inside.lines))
                : Optional.empty();
    }

    private final class Inside implements Model.Steps {
        private static final int SHOWN_STEPS = 12;

        final List<String> lines = new ArrayList<>();
        private final int[] part;
        private long taken;

        Inside(int[] part) {
            this.part = part;
        }

        @Override
        public void step(int step, char[] next) {
            if (!model.isFault(step) && Arrays.binarySearch(part, states.find(next)) >= 0) {
                taken |= model.obligation(step);
                if (lines.size() < SHOWN_STEPS) {
                    lines.add(model.describe(step, next));
                }
            }
        }

        @Override
        public void broken(int step, char[] next, String rule) {
            throw new IllegalStateException("a broken rule was not found by the search: " + rule);
        }
    }
}
