package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;
import java.util.List;

/**
 * NFD-E (Chen, Toueg, Aguilera: On the quality of service of failure detectors, IEEE Transactions on Computers 51(5), 2002, section
 * 6.3). The subject sends heartbeat s at its s-th interval, so A - interval * s is when its schedule began plus the delay; the mean of
 * that over the latest arrivals gives the expected arrival of the next one, EA. Lost heartbeats do not disturb it: their numbers are
 * missing. The subject is suspected from EA + alpha on; the level is (now - EA) / alpha, so that 1 is the paper's rule and any
 * threshold t the paper's rule with margin t * alpha.
 *
 * <p>The paper's senders keep their schedule for ever. Ours do not: a late tick is not made up, and a paused sender goes on later than
 * planned. So the estimate starts anew from a heartbeat that ends a suspected silence and is late by more than half an interval; and,
 * after such a one, from every heartbeat that is early by as much: those were queued, the one before was no measure. Without a
 * suspicion the estimate is the paper's.
 *
 * <p>O(1) and no allocation per heartbeat; sums are integers relative to the schedule. Not thread-safe.
 */
public final class ChenEstimate implements Detector {
    static final Quantity THRESHOLD = new Quantity(
            "threshold", 1, 0.01, MAX_LEVEL, "margins", "so many margins after the expected arrival are suspicious");
    static final Quantity WINDOW_SIZE = new Quantity(
            "windowSize",
            32,
            1,
            10_000,
            "samples",
            "larger is steadier; smaller follows a sender that is slower than planned");
    static final Quantity ALPHA =
            new Quantity("alphaMillis", 250, 0.001, 86_400_000, "ms", "safety margin: higher is calmer and slower");

    /** A sequence farther ahead than this begins another schedule; keeps products inside 63 bits. */
    private static final long MAX_GAP = 50_000;

    /** Five days, for the same reason; no schedule is missed by so much. */
    private static final long MAX_OFFSET_NANOS = 432_000_000_000_000L;

    private final Settings settings;
    private final Sequences sequences = new Sequences();
    private final long[] offsets;
    private int size;
    private int next;
    private long sum;
    private long lastOffset;
    private long lastArrivalNanos;
    private long lastLifeNanos;
    private long expectedNanos;
    private boolean afterStall;

    /**
     * What can be set; see the constants of {@link ChenEstimate} for ranges.
     *
     * @param threshold in margins; from this level on a silence is suspicious
     * @param intervalNanos at which the subject sends
     * @param windowSize arrivals that the estimate is made of
     * @param alphaNanos safety margin
     */
    public record Settings(double threshold, long intervalNanos, int windowSize, long alphaNanos) {
        public Settings {
            THRESHOLD.check(threshold);
            Intervals.INTERVAL.checkNanos(intervalNanos);
            WINDOW_SIZE.check(windowSize);
            ALPHA.checkNanos(alphaNanos);
        }

        /** The defaults, for a subject that sends at this interval, with this margin. */
        public static Settings of(long intervalNanos, long alphaNanos) {
            return new Settings(THRESHOLD.defaultValue(), intervalNanos, (int) WINDOW_SIZE.defaultValue(), alphaNanos);
        }
    }

    /** A detector that behaves as if a heartbeat had arrived one interval after now. */
    public ChenEstimate(Settings settings, long nowNanos) {
        this.settings = settings;
        this.offsets = new long[settings.windowSize()];
        this.lastLifeNanos = nowNanos + settings.intervalNanos();
        this.expectedNanos = lastLifeNanos + settings.intervalNanos();
    }

    static DetectorDescription description() {
        return new DetectorDescription(
                "ChenEstimate",
                "Chen, Toueg, Aguilera: On the quality of service of failure detectors, IEEE ToC 51(5), 2002, section 6.3 (NFD-E)",
                "(now - expected arrival) / alpha",
                List.of(THRESHOLD, Intervals.INTERVAL, WINDOW_SIZE, ALPHA));
    }

    @Override
    public boolean heartbeat(long sequence, long nowNanos) {
        if (!sequences.isNewer(sequence)) {
            return false;
        }
        long gap = sequence - sequences.highest();
        boolean known = !sequences.isEmpty() && gap > 0 && gap <= MAX_GAP;
        long offset = known ? lastOffset + nowNanos - lastArrivalNanos - gap * settings.intervalNanos() : 0;
        if (!known || isOfAnotherSchedule(offset, nowNanos)) {
            size = 0;
            next = 0;
            sum = 0;
            offset = 0;
        }
        add(offset);
        sequences.take(sequence);
        lastOffset = offset;
        lastArrivalNanos = nowNanos;
        lastLifeNanos = nowNanos;
        expectedNanos = nowNanos - offset + sum / size + settings.intervalNanos();
        return true;
    }

    private boolean isOfAnotherSchedule(long offset, long nowNanos) {
        long late = offset - sum / size;
        long much = settings.intervalNanos() / 2;
        boolean tooLate = late > much && level(nowNanos) >= settings.threshold();
        boolean queued = afterStall && late < -much;
        afterStall = tooLate || queued;
        return afterStall || Math.abs(offset) > MAX_OFFSET_NANOS;
    }

    private void add(long offset) {
        if (size == offsets.length) {
            sum -= offsets[next];
        } else {
            size++;
        }
        offsets[next] = offset;
        sum += offset;
        next = next + 1 == offsets.length ? 0 : next + 1;
    }

    @Override
    public void senderRestarted() {
        sequences.forget();
    }

    @Override
    public void restart(long nowNanos) {
        if (nowNanos > lastLifeNanos) {
            lastLifeNanos = nowNanos;
            expectedNanos = Math.max(expectedNanos, nowNanos + settings.intervalNanos());
        }
    }

    @Override
    public double level(long nowNanos) {
        double late = (double) (nowNanos - expectedNanos) / settings.alphaNanos();
        return Math.max(0.0, Math.min(MAX_LEVEL, late));
    }

    @Override
    public long reachesAtNanos(double threshold) {
        return expectedNanos + (long) Math.ceil(Math.min(threshold, MAX_LEVEL) * settings.alphaNanos());
    }

    @Override
    public long lastLifeNanos() {
        return lastLifeNanos;
    }
}
