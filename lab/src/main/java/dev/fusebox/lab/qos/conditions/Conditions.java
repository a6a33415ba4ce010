package dev.fusebox.lab.qos.conditions;

import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
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
    public static final long OUTAGE_NANOS = Nanos.ofMillis(60_000);

    private static final long THROTTLE_CYCLE_NANOS = Nanos.ofMillis(30_000);
    private static final long PERIOD_NANOS = Nanos.ofMillis(100);

    /** So long runs a process whose share is used up within moments. */
    private static final long SHARE_NANOS = Nanos.ofMillis(5);

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
    public List<Span> down(long durationNanos) {
        long middle = durationNanos / 2;
        return this == OUTAGE ? List.of(new Span(middle, middle + OUTAGE_NANOS)) : List.of();
    }

    /** A sender's clock: fixed delay with jitter, as the protocol has it, disturbed as these conditions say. */
    public Ticks ticks(long intervalNanos, long durationNanos, RandomGenerator random) {
        Ticks steady = last -> last + Math.round(intervalNanos * (1 + JITTER * (2 * random.nextDouble() - 1)));
        return switch (this) {
            case QUIET, LOSSY, BURSTY -> steady;
            case PAUSES -> pauses(random).disturb(steady);
            case THROTTLED -> {
                long phase = random.nextLong(THROTTLE_CYCLE_NANOS);
                yield last -> throttled(steady.next(last), phase, random);
            }
            case OUTAGE -> last -> outside(steady.next(last), down(durationNanos));
        };
    }

    /** A link of its own. */
    public Link link(RandomGenerator random) {
        return switch (this) {
            case QUIET, PAUSES, THROTTLED, OUTAGE -> new QuietLink(random);
            case LOSSY -> new LossyLink(random);
            case BURSTY -> new BurstyLink(random);
        };
    }

    /**
     * When a whole process stands still, in a run of this length: it neither sends nor hears nor thinks. What {@link #ticks} says of one
     * that only sends. The outage is one member's, and not among these.
     */
    public List<Span> standsStill(long durationNanos, RandomGenerator random) {
        return switch (this) {
            case QUIET, LOSSY, BURSTY, OUTAGE -> List.of();
            case PAUSES -> pauses(random).upTo(durationNanos);
            case THROTTLED -> waits(durationNanos, random);
        };
    }

    private static Pauses pauses(RandomGenerator random) {
        return new Pauses(random, 15_000 * MILLI, 120 * MILLI, 2_000 * MILLI);
    }

    /** Its share of each period lets it run for a moment; every other period, by chance, others had it all. */
    private static List<Span> waits(long durationNanos, RandomGenerator random) {
        List<Span> waits = new ArrayList<>();
        long phase = random.nextLong(THROTTLE_CYCLE_NANOS);
        for (long window = -phase; window < durationNanos; window += THROTTLE_CYCLE_NANOS) {
            long at = Math.max(0, window);
            while (at < window + THROTTLE_CYCLE_NANOS / 3) {
                long until = nextShare(at, random);
                waits.add(new Span(at, until));
                at = until + SHARE_NANOS;
            }
        }
        return waits;
    }

    /** In ten seconds of thirty the tick waits to the end of the period, and of one more with a chance of a half each. */
    private static long throttled(long due, long phase, RandomGenerator random) {
        return (due + phase) % THROTTLE_CYCLE_NANOS < THROTTLE_CYCLE_NANOS / 3 ? nextShare(due, random) : due;
    }

    private static long nextShare(long nanos, RandomGenerator random) {
        long at = nanos - nanos % PERIOD_NANOS + PERIOD_NANOS;
        while (random.nextBoolean()) {
            at += PERIOD_NANOS;
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
