package dev.fusebox.lab.qos.metrics;

/**
 * The quality of one detector at one threshold under some conditions (Chen, Toueg, Aguilera 2002, section 2.2).
 *
 * @param threshold level from which the subject is suspected
 * @param detectionMeanNanos T_D: from a crash at a random moment to the suspicion that lasts, on average; not a number if none was tried
 * @param detectionP99Nanos and in 99 of 100 crashes at most
 * @param mistakes suspicions about a live subject
 * @param mistakeNanos how long these lasted in total
 * @param upNanos how long a live subject was watched in total
 */
public record Quality(
        double threshold,
        double detectionMeanNanos,
        double detectionP99Nanos,
        long mistakes,
        double mistakeNanos,
        double upNanos) {
    private static final double NANOS_PER_HOUR = 3_600e9;

    /** Lambda_M, per hour. */
    public double mistakesPerHour() {
        return mistakes / hours();
    }

    /** How long a live subject was watched, in hours. */
    public double hours() {
        return upNanos / NANOS_PER_HOUR;
    }

    /** T_MR in seconds: from one mistake to the next; not a number if there was none. */
    public double recurrenceSeconds() {
        return mistakes == 0 ? Double.NaN : upNanos / mistakes / 1e9;
    }

    /** T_M in milliseconds; not a number if there was no mistake. */
    public double durationMillis() {
        return mistakes == 0 ? Double.NaN : mistakeNanos / mistakes / 1e6;
    }

    /** P_A: how likely a question about a live subject is answered rightly. */
    public double queryAccuracy() {
        return 1 - mistakeNanos / upNanos;
    }
}
