package dev.fusebox.lab.check;

import java.util.ArrayList;
import java.util.List;

/** A graph written down by hand: states are letters, the first is the beginning; small letters are unsettled. */
final class TinyModel implements Model {
    private record Edge(char from, char to, int step) {}

    private final char initial;
    private final List<Edge> edges = new ArrayList<>();
    private final List<Edge> owed = new ArrayList<>();
    private char forbidden = '-';

    TinyModel(char initial) {
        this.initial = initial;
    }

    /** A step; number 0 is a fault. */
    TinyModel edge(int step, String fromTo) {
        edges.add(new Edge(fromTo.charAt(0), fromTo.charAt(1), step));
        return this;
    }

    /** That step is owed in those states. */
    TinyModel owes(int step, String in) {
        in.chars().forEach(state -> owed.add(new Edge((char) state, '-', step)));
        return this;
    }

    TinyModel forbids(char state) {
        forbidden = state;
        return this;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public char[] initial() {
        return new char[] {initial};
    }

    @Override
    public void expand(char[] state, Steps steps) {
        for (Edge edge : edges) {
            if (edge.from == state[0]) {
                char[] next = {edge.to};
                if (edge.to == forbidden) {
                    steps.broken(edge.step, next, "never " + forbidden);
                }
                steps.step(edge.step, next);
            }
        }
    }

    @Override
    public boolean unsettled(char[] state) {
        return Character.isLowerCase(state[0]);
    }

    @Override
    public long owed(char[] state) {
        return owed.stream()
                .filter(o -> o.from == state[0])
                .mapToLong(o -> obligation(o.step))
                .reduce(0, (a, b) -> a | b);
    }

    @Override
    public long obligation(int step) {
        return step == 0 ? 0 : 1L << step;
    }

    @Override
    public boolean isFault(int step) {
        return step == 0;
    }

    @Override
    public String describe(int step, char[] after) {
        return step + " to " + after[0];
    }
}
