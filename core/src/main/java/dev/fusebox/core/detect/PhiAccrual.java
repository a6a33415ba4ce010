package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Choice;
import dev.fusebox.core.detect.Parameter.Quantity;
import dev.fusebox.core.time.Nanos;
import java.util.List;

/**
 * The phi accrual failure detector (Hayashibara, Défago, Yared, Katayama: The phi accrual failure detector, SRDS 2004, section 4.3).
 * The level is -log10 of the probability that the next heartbeat comes later than now, inter-arrival times distributed as the latest
 * ones of a window: a level of 8 is a silence that a healthy subject shows once in 10^8 intervals.
 *
 * <p>Three rules keep an outage out of the statistics: the interval that ends a suspected silence is not added, neither is one longer
 * than the longest that may be, and neither are the queued heartbeats that follow such an interval in a burst. Short intervals that
 * follow no stall are samples like any other.
 *
 * <p>O(1) and no allocation per heartbeat. Not thread-safe.
 */
public final class PhiAccrual implements Detector {
    static final Quantity THRESHOLD = new Quantity(
            "threshold", 8, 0.01, MAX_LEVEL, "phi", "higher is calmer and slower: 8 errs once in 10^8 intervals");
    static final Quantity WINDOW_SIZE = new Quantity(
            "windowSize",
            200,
            2,
            ArrivalWindow.MAX_CAPACITY,
            "samples",
            "larger is steadier, smaller follows a change sooner");
    static final Quantity FIRST_INTERVAL = new Quantity(
            "firstIntervalMillis",
            200,
            1,
            86_400_000,
            "ms",
            "mean of the first estimate, its deviation is a quarter of it");
    static final Quantity MIN_DEVIATION = new Quantity(
            "minStdDevMillis",
            40,
            0.001,
            86_400_000,
            "ms",
            "floor of the deviation: a very regular sender is not suspected for one late packet");
    static final Quantity ACCEPTABLE_PAUSE = new Quantity(
            "acceptablePauseMillis",
            0,
            0,
            86_400_000,
            "ms",
            "added to the mean: pauses of the sender that are no failure");
    static final Quantity MAX_INTERVAL =
            new Quantity("maxIntervalMillis", 86_400_000, 1, 86_400_000, "ms", "longer intervals are not added");
    static final Choice DISTRIBUTION = new Choice(
            "distribution", "normal", List.of("normal", "logistic", "exponential"), "of the inter-arrival times");

    /** The deviation is at least this part of the interval, unless it is said otherwise. */
    private static final int DEVIATION_FLOOR_DIVISOR = 5;

    /** The first estimate of the deviation, as a part of the mean. */
    private static final int FIRST_DEVIATION_DIVISOR = 4;

    /** After a stall, heartbeats closer together than this part of the mean were queued somewhere: they tell nothing of the sender. */
    private static final int BURST_DIVISOR = 4;

    private final Settings settings;
    private final ArrivalWindow window;
    private final double outageScore;
    private final Sequences sequences = new Sequences();
    private long lastLifeNanos;
    private long lastArrivalNanos;
    private boolean afterStall;
    private double askedLevel;
    private double askedScore;

    /** The silence that reaches the level asked for, as long as nothing is learnt; {@link Nanos#NEVER} if it is not known. */
    private long askedSilenceNanos = Nanos.NEVER;

    /**
     * What can be set; see the constants of {@link PhiAccrual} for ranges.
     *
     * @param threshold the level from which a silence counts as an outage
     * @param windowSize samples that are kept
     * @param distribution of the inter-arrival times
     * @param firstIntervalNanos mean before anything arrived
     * @param minDeviationNanos floor of the deviation
     * @param acceptablePauseNanos added to the mean
     * @param maxIntervalNanos longer intervals are not added
     */
    public record Settings(
            double threshold,
            int windowSize,
            Distribution distribution,
            long firstIntervalNanos,
            long minDeviationNanos,
            long acceptablePauseNanos,
            long maxIntervalNanos) {
        public Settings {
            THRESHOLD.check(threshold);
            WINDOW_SIZE.check(windowSize);
            FIRST_INTERVAL.checkNanos(firstIntervalNanos);
            MIN_DEVIATION.checkNanos(minDeviationNanos);
            ACCEPTABLE_PAUSE.checkNanos(acceptablePauseNanos);
            MAX_INTERVAL.checkNanos(maxIntervalNanos);
        }

        /** The defaults for a subject that sends at this interval. */
        public static Settings of(long intervalNanos, double threshold) {
            return new Settings(
                    threshold,
                    (int) WINDOW_SIZE.defaultValue(),
                    Distribution.NORMAL,
                    intervalNanos,
                    intervalNanos / DEVIATION_FLOOR_DIVISOR,
                    ACCEPTABLE_PAUSE.defaultNanos(),
                    MAX_INTERVAL.defaultNanos());
        }
    }

    /** A detector at default settings that behaves as if a heartbeat had arrived one interval after now. */
    public PhiAccrual(long intervalNanos, double threshold, long nowNanos) {
        this(Settings.of(intervalNanos, threshold), nowNanos);
    }

    /** A detector that behaves as if a heartbeat had arrived one interval after now. */
    public PhiAccrual(Settings settings, long nowNanos) {
        this.settings = settings;
        long interval = settings.firstIntervalNanos();
        this.window = new ArrivalWindow(settings.windowSize(), interval);
        this.outageScore = settings.distribution().scoreAt(settings.threshold());
        this.askedLevel = settings.threshold();
        this.askedScore = outageScore;
        long deviation = interval / FIRST_DEVIATION_DIVISOR;
        window.add(interval - deviation);
        window.add(interval + deviation);
        this.lastLifeNanos = nowNanos + interval;
        this.lastArrivalNanos = lastLifeNanos;
    }

    static DetectorDescription description() {
        return new DetectorDescription(
                "PhiAccrual",
                "Hayashibara, Défago, Yared, Katayama: The phi accrual failure detector, SRDS 2004, section 4.3",
                "-log10(P(the next heartbeat comes later than now))",
                List.of(
                        THRESHOLD,
                        Intervals.INTERVAL,
                        FIRST_INTERVAL,
                        MIN_DEVIATION,
                        ACCEPTABLE_PAUSE,
                        WINDOW_SIZE,
                        MAX_INTERVAL,
                        DISTRIBUTION));
    }

    @Override
    public boolean heartbeat(long sequence, long nowNanos) {
        if (!sequences.isNewer(sequence)) {
            return false;
        }
        if (!sequences.isEmpty()) {
            learn(nowNanos - lastArrivalNanos, nowNanos);
        }
        sequences.take(sequence);
        lastArrivalNanos = nowNanos;
        lastLifeNanos = nowNanos;
        return true;
    }

    /** Judges before the last arrival moves. */
    private void learn(long intervalNanos, long nowNanos) {
        boolean queued = afterStall && intervalNanos < window.meanNanos() / BURST_DIVISOR;
        boolean stall = score(nowNanos) >= outageScore
                || intervalNanos > settings.maxIntervalNanos()
                || lastLifeNanos > lastArrivalNanos;
        if (!stall && !queued) {
            window.add(intervalNanos);
            askedSilenceNanos = Nanos.NEVER;
        }
        afterStall = stall || queued;
    }

    @Override
    public void senderRestarted() {
        sequences.forget();
    }

    @Override
    public void restart(long nowNanos) {
        lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
    }

    @Override
    public double level(long nowNanos) {
        return settings.distribution().level(score(nowNanos));
    }

    @Override
    public long reachesAtNanos(double threshold) {
        if (threshold != askedLevel) {
            askedLevel = threshold;
            askedScore = settings.distribution().scoreAt(threshold);
            askedSilenceNanos = Nanos.NEVER;
        }
        if (askedSilenceNanos == Nanos.NEVER) {
            double silence = settings.distribution().silence(askedScore, meanNanos(), deviationNanos());
            askedSilenceNanos = (long) Math.ceil(silence);
        }
        return lastLifeNanos + askedSilenceNanos;
    }

    @Override
    public long lastLifeNanos() {
        return lastLifeNanos;
    }

    private double score(long nowNanos) {
        return settings.distribution().score(nowNanos - lastLifeNanos, meanNanos(), deviationNanos());
    }

    private double meanNanos() {
        return window.meanNanos() + settings.acceptablePauseNanos();
    }

    private double deviationNanos() {
        return Math.max(window.deviationNanos(), settings.minDeviationNanos());
    }
}
