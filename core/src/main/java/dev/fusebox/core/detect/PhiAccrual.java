package dev.fusebox.core.detect;

/**
 * The phi accrual failure detector: the level is -log10 of the probability that the next heartbeat comes later than now, inter-arrival
 * times taken as normally distributed with the mean and deviation of a window (Hayashibara, Défago, Yared, Katayama: The phi accrual
 * failure detector, SRDS 2004, section 4.3). A level of 8 means that a healthy subject would be silent for so long once in 10^8
 * intervals.
 *
 * <p>Two rules keep an outage out of the statistics: the interval that ends a suspected silence is not added, and neither are the
 * queued heartbeats that follow it in a burst.
 */
public final class PhiAccrual implements Detector {
    /** Enough to follow a changing network within a minute at default settings. */
    private static final int WINDOW_SIZE = 200;

    /** The deviation is at least this part of the interval: a very regular sender is not suspected for one late packet. */
    private static final int DEVIATION_FLOOR_DIVISOR = 5;

    /** The first estimate of the deviation, as a part of the mean. */
    private static final int FIRST_DEVIATION_DIVISOR = 4;

    /** Heartbeats closer together than this part of the interval were queued somewhere: they tell nothing about the sender. */
    private static final int BURST_DIVISOR = 4;

    private final long intervalNanos;
    private final double suspicionLevel;
    private final ArrivalWindow window;
    private long highestSequence;
    private long lastLifeNanos;
    private long lastArrivalNanos;
    private double quantileLevel = Double.NaN;
    private double quantile;

    /**
     * A detector that behaves as if a heartbeat had arrived one interval after now.
     *
     * @param intervalNanos at which the subject sends, above 0
     * @param suspicionLevel at which the silence counts as an outage, above 0
     * @param nowNanos start of the watch
     */
    public PhiAccrual(long intervalNanos, double suspicionLevel, long nowNanos) {
        if (intervalNanos <= 0) {
            throw new IllegalArgumentException("intervalNanos must be above 0, not " + intervalNanos);
        }
        if (!(suspicionLevel > 0 && suspicionLevel <= MAX_LEVEL)) {
            throw new IllegalArgumentException("suspicionLevel must be above 0 and at most 300, not " + suspicionLevel);
        }
        this.intervalNanos = intervalNanos;
        this.suspicionLevel = suspicionLevel;
        this.window = new ArrivalWindow(WINDOW_SIZE, intervalNanos);
        long deviation = intervalNanos / FIRST_DEVIATION_DIVISOR;
        window.add(intervalNanos - deviation);
        window.add(intervalNanos + deviation);
        this.lastLifeNanos = nowNanos + intervalNanos;
        this.lastArrivalNanos = lastLifeNanos;
    }

    @Override
    public boolean heartbeat(long sequence, long nowNanos) {
        if (sequence <= highestSequence) {
            return false;
        }
        boolean first = highestSequence == 0;
        highestSequence = sequence;
        long interval = nowNanos - lastArrivalNanos;
        boolean outage = level(nowNanos) >= suspicionLevel || lastLifeNanos > lastArrivalNanos;
        if (!first && !outage && interval >= intervalNanos / BURST_DIVISOR) {
            window.add(interval);
        }
        lastArrivalNanos = nowNanos;
        lastLifeNanos = nowNanos;
        return true;
    }

    @Override
    public void senderRestarted() {
        highestSequence = 0;
    }

    @Override
    public void restart(long nowNanos) {
        lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
    }

    @Override
    public double level(long nowNanos) {
        double z = (nowNanos - lastLifeNanos - window.meanNanos()) / deviationNanos();
        return Math.min(MAX_LEVEL, NormalTail.minusLog10(z));
    }

    @Override
    public long reachesAtNanos(double threshold) {
        if (threshold != quantileLevel) {
            quantileLevel = threshold;
            quantile = NormalTail.quantile(Math.min(threshold, MAX_LEVEL));
        }
        return lastLifeNanos + (long) Math.ceil(window.meanNanos() + quantile * deviationNanos());
    }

    @Override
    public long lastLifeNanos() {
        return lastLifeNanos;
    }

    private double deviationNanos() {
        return Math.max(window.deviationNanos(), (double) intervalNanos / DEVIATION_FLOOR_DIVISOR);
    }
}
