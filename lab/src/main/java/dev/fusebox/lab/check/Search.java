package dev.fusebox.lab.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Breadth-first search over all states of a model, so that a trace to a violation is a shortest one; then {@link Fairness} over those in
 * which something must still happen.
 */
final class Search {
    private static final int PROGRESS_PERIOD = 1 << 16;

    private final Model model;
    private final int maxStates;
    private final LongConsumer progress;
    private final StateStore states;
    private final Ints parents = new Ints();
    private final Ints steps = new Ints();
    private long transitions;
    private Optional<Findings.Violation> violation = Optional.empty();

    /**
     * A search that has not begun.
     *
     * @param maxStates after so many it ends, and says so
     * @param progress told now and then how many states were reached
     */
    Search(Model model, int maxStates, LongConsumer progress) {
        this.model = model;
        this.maxStates = maxStates;
        this.progress = progress;
        this.states = new StateStore(model.width());
    }

    Findings run() {
        reach(model.initial(), -1, -1);
        int depth = 0;
        int layerEnds = 1;
        int next = 0;
        for (; next < states.size() && violation.isEmpty() && states.size() <= maxStates; next++) {
            if (next == layerEnds) {
                depth++;
                layerEnds = states.size();
            }
            if (next % PROGRESS_PERIOD == 0) {
                progress.accept(states.size());
            }
            model.expand(states.get(next), new Reaching(next));
        }
        boolean complete = next == states.size();
        int unsettled = 0;
        if (violation.isEmpty() && complete) {
            Fairness fairness = new Fairness(model, states);
            violation = fairness.trap().map(trap -> stuck(trap));
            unsettled = fairness.unsettled();
        }
        return new Findings(states.size(), transitions, depth, unsettled, complete, violation);
    }

    private final class Reaching implements Model.Steps {
        private final int from;

        Reaching(int from) {
            this.from = from;
        }

        @Override
        public void step(int step, char[] next) {
            transitions++;
            reach(next, from, step);
        }

        @Override
        public void broken(int step, char[] next, String rule) {
            if (violation.isEmpty()) {
                List<String> trace = traceTo(from);
                trace.add(model.describe(step, next));
                violation = Optional.of(new Findings.Violation(rule, trace));
            }
        }
    }

    private void reach(char[] state, int from, int step) {
        if (states.add(state) < 0) {
            parents.add(from);
            steps.add(step);
        }
    }

    private Findings.Violation stuck(Fairness.Trap trap) {
        List<String> trace = traceTo(trap.state());
        trace.add(
                trap.size() == 1
                        ? "and nothing more happens"
                        : "and so on for ever, among " + trap.size() + " states:");
        trap.steps().forEach(line -> trace.add("  " + line));
        return new Findings.Violation("somebody is never told", trace);
    }

    private List<String> traceTo(int state) {
        List<String> lines = new ArrayList<>();
        for (int at = state; parents.get(at) >= 0; at = parents.get(at)) {
            lines.add(model.describe(steps.get(at), states.get(at)));
        }
        Collections.reverse(lines);
        return lines;
    }
}
