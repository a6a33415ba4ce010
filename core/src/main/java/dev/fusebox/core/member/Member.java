package dev.fusebox.core.member;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One member as a state machine: an input and the time it happened go in, effects come out, in order. It has no threads, no
 * I/O, no clock and no randomness of its own. Not thread-safe: one thread, or one simulated entity, calls it.
 *
 * <p>The owner calls {@link #handle} for each input and, when {@link #nextDeadlineNanos()} comes, with {@link
 * Input.TimerFired}. Times never run backwards.
 */
public final class Member {
    /**
     * A member at its start.
     *
     * @param identity who it is
     * @param kept what an earlier session of it left on disk
     * @param random its only source of randomness
     * @param nowNanos monotonic time of the start
     */
    public Member(Identity identity, KeptState kept, RandomGenerator random, long nowNanos) {
        throw new UnsupportedOperationException("not yet: " + identity.self() + kept + random + nowNanos);
    }

    /** Effects of starting; call once, before any input. */
    public List<Effect> start() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Takes one input.
     *
     * @param nowNanos monotonic time of this process
     * @return what to do, in this order
     */
    public List<Effect> handle(Input input, long nowNanos) {
        throw new UnsupportedOperationException("not yet: " + input + nowNanos);
    }

    /** When {@link Input.TimerFired} is due, in monotonic nanoseconds. Changes with every input. */
    public long nextDeadlineNanos() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Lifeguard's local health, 0 (well) to 8. */
    public int localHealth() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The groups this member is in, sorted by name. */
    public List<GroupView> views(long nowNanos) {
        throw new UnsupportedOperationException("not yet: " + nowNanos);
    }

    /** One of them. */
    public Optional<GroupView> view(String group, long nowNanos) {
        return views(nowNanos).stream()
                .filter(v -> v.groupEpoch().group().equals(group))
                .findFirst();
    }
}
