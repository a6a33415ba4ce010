package dev.fusebox.lab.qos.metrics;

/** Detection times as a histogram of milliseconds, each with the time during which a crash would have had it as its weight. */
public final class DetectionTimes {
    private static final int LONGEST_MILLIS = 60_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int SAMPLES_PER_SPAN = 4;

    private final double[] weights = new double[LONGEST_MILLIS + 1];
    private double total;
    private double sum;

    /** A crash took that long to be detected. */
    public void add(double nanos, double weight) {
        weights[(int) Math.min(LONGEST_MILLIS, Math.max(0, nanos) / NANOS_PER_MILLI)] += weight;
        sum += Math.max(0, nanos) * weight;
        total += weight;
    }

    /** A crash at any moment between two heartbeats, after the first of which it would be suspected at that time. */
    public void addCrashBetween(long sentNanos, long nextSentNanos, long suspectedNanos) {
        double span = nextSentNanos - sentNanos;
        for (int i = 0; i < SAMPLES_PER_SPAN; i++) {
            double crash = sentNanos + span * (i + 0.5) / SAMPLES_PER_SPAN;
            add(suspectedNanos - crash, span / SAMPLES_PER_SPAN);
        }
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return total == 0;
    }

    /** On average; 0 if there were none. */
    public double meanNanos() {
        return total == 0 ? 0 : sum / total;
    }

    /** So much of the weight lies at or below it. */
    public double quantileNanos(double share) {
        double below = 0;
        for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
            below += weights[millis];
            if (below >= share * total) {
                return (millis + 0.5) * NANOS_PER_MILLI;
            }
        }
        return LONGEST_MILLIS * NANOS_PER_MILLI;
    }
}
