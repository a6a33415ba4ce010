package dev.fusebox.lab.sim.scenario;

import java.util.List;

/**
 * Something that goes wrong, or that somebody does.
 *
 * @param index its place in the file, from 0
 * @param kind the key that names it there
 * @param atNanos when it begins
 * @param untilNanos when it ends; {@link Long#MAX_VALUE} if never
 */
public record Fault(int index, String kind, long atNanos, long untilNanos, Action action) {
    /** What happens. Members are numbers. */
    public sealed interface Action {
        /** Whom it happens to. */
        List<Integer> members();
    }

    /** The host vanishes: nothing is sent, nothing answers. */
    public record Crash(List<Integer> members) implements Action {}

    /** The process is killed: its streams are reset, and its host refuses. */
    public record Kill(List<Integer> members) implements Action {}

    /** A new session. */
    public record Restart(List<Integer> members, boolean keepState) implements Action {}

    /** The process is frozen: its streams stay open, nothing is answered, what comes waits. */
    public record Pause(List<Integer> members) implements Action {}

    /** Paused and running in turn, all in step. */
    public record Blink(List<Integer> members, long stoppedNanos, long runningNanos) implements Action {}

    /** Each input costs so much time. */
    public record Starve(List<Integer> members, long costNanos) implements Action {}

    /**
     * What comes to these members, or from them, is lost.
     *
     * @param onNanos lossy for so long, then well for {@code offNanos}, in turn; 0 if always lossy
     */
    public record Drop(List<Integer> members, boolean incoming, double probability, long onNanos, long offNanos)
            implements Action {}

    /** One link is lossy. */
    public record Link(int first, int second, boolean forward, boolean back, double probability) implements Action {
        @Override
        public List<Integer> members() {
            return List.of(first, second);
        }
    }

    /** Members of different sets cannot reach each other; those not named are in the first. */
    public record Partition(List<List<Integer>> sets) implements Action {
        @Override
        public List<Integer> members() {
            return sets.stream().flatMap(List::stream).toList();
        }
    }

    /** Everything from these members arrives later. */
    public record Delay(List<Integer> members, long addNanos) implements Action {}

    /** Their clocks drift; a jump is one of the wall clock, which no member reads. */
    public record Clock(List<Integer> members, double rate, long jumpNanos) implements Action {}

    /** They say of others that those are unreachable, or that they live. */
    public record Lie(List<Integer> members, List<Integer> about, boolean accuse) implements Action {}

    /** Their application burns the fuse. */
    public record Signal(List<Integer> members) implements Action {}

    /** They end as planned. */
    public record Leave(List<Integer> members) implements Action {}

    /** Their application's lifeline closes. */
    public record Application(List<Integer> members) implements Action {}

    /** They are new. */
    public record Join(List<Integer> members) implements Action {}

    /** Nobody reaches the operator, and it reaches nobody. */
    public record OperatorDown() implements Action {
        @Override
        public List<Integer> members() {
            return List.of();
        }
    }
}
