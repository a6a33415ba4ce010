package dev.fusebox.lab.qos;

import dev.fusebox.core.time.Nanos;
import java.util.List;
import java.util.random.RandomGenerator;

/** What heartbeats go through: how a sender keeps its time, and how a link loses and delays. */
public enum Conditions {
    QUIET("quiet", "Quiet LAN: jitter of 5 %, a delay of 0.3 ms, once in 2000 some milliseconds more"),
    LOSSY("lossy", "Lossy: the quiet LAN, and 10 % of the heartbeats lost, each for itself"),
    BURSTY("bursty", "Bursty: each half minute some 1.5 s in which 60 % are lost and the rest is 60 ms late"),
    PAUSES("pauses", "GC pauses: the sender stands still each 15 s, for 120 ms on average and up to 2 s"),
    THROTTLED("throttled", "Throttled: for 10 of 30 s the sender waits for its CPU share, whole periods of 100 ms"),
    OUTAGE("outage", "One long outage: the quiet LAN, and in the middle the sender stands still for 60 s");

    /** How long the one outage lasts; a suspicion within it is right. */
    static final long OUTAGE_NANOS = Nanos.ofMillis(60_000);

    private static final long THROTTLE_CYCLE_NANOS = Nanos.ofMillis(30_000);
    private static final double JITTER = 0.05;
    private static final double MILLI = 1e6;

    private final String key;
    private final String title;

    Conditions(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** In files. */
    public String key() {
        return key;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** When the subject is really down, in a run of this length. */
    List<Span> down(long durationNanos) {
        long middle = durationNanos / 2;
        return this == OUTAGE ? List.of(new Span(middle, middle + OUTAGE_NANOS)) : List.of();
    }

    /** A sender's clock: fixed delay with jitter, as the protocol has it, disturbed as these conditions say. */
    Ticks ticks(long intervalNanos, long durationNanos, RandomGenerator random) {
        Ticks steady = last -> last + Math.round(intervalNanos * (1 + JITTER * (2 * random.nextDouble() - 1)));
        return switch (this) {
            case QUIET, LOSSY, BURSTY -> steady;
            case PAUSES -> new Pauses(random, 15_000 * MILLI, 120 * MILLI, 2_000 * MILLI).disturb(steady);
            case THROTTLED -> {
                long phase = random.nextLong(THROTTLE_CYCLE_NANOS);
                yield last -> throttled(steady.next(last), phase, random);
            }
            case OUTAGE -> last -> outside(steady.next(last), down(durationNanos));
        };
    }

    /** A link of its own. */
    Link link(RandomGenerator random) {
        return switch (this) {
            case QUIET, PAUSES, THROTTLED, OUTAGE -> sent -> sent + quietDelay(random);
            case LOSSY -> sent -> random.nextInt(10) == 0 ? Link.LOST : sent + quietDelay(random);
            case BURSTY -> {
                Pauses bad = new Pauses(random, 30_000 * MILLI, 1_500 * MILLI, 30_000 * MILLI);
                yield sent -> {
                    if (!bad.covers(sent)) {
                        return sent + quietDelay(random);
                    }
                    return random.nextInt(10) < 6 ? Link.LOST : sent + Math.round(60 * MILLI * exponential(random));
                };
            }
        };
    }

    private static long quietDelay(RandomGenerator random) {
        double tail = random.nextInt(2_000) == 0 ? 8 * MILLI * exponential(random) : 0;
        return Math.round(0.2 * MILLI + 0.1 * MILLI * exponential(random) + tail);
    }

    /** In ten seconds of thirty the tick waits to the end of the period, and of one more with a chance of a half each. */
    private static long throttled(long due, long phase, RandomGenerator random) {
        if ((due + phase) % THROTTLE_CYCLE_NANOS >= THROTTLE_CYCLE_NANOS / 3) {
            return due;
        }
        long period = Nanos.ofMillis(100);
        long at = due - due % period + period;
        while (random.nextBoolean()) {
            at += period;
        }
        return at;
    }

    private static long outside(long due, List<Span> down) {
        return down.stream()
                .filter(s -> s.contains(due))
                .findFirst()
                .map(Span::endNanos)
                .orElse(due);
    }

    static double exponential(RandomGenerator random) {
        return -Math.log(1 - random.nextDouble());
    }
}
