package dev.fusebox.core.detect;

/**
 * How inter-arrival times are taken to be distributed, and with that how silence becomes a level: -log10 of the probability that
 * the next heartbeat comes later than now. Each goes through a score that rises with the silence, so that the level and the
 * silence that reaches a level agree.
 */
public enum Distribution {
    /** Normal: what the paper proposes, and what the network of a group looks like most of the time. */
    NORMAL,

    /**
     * The logistic curve as a stand-in for the normal one, P(Z > y) = 1 / (1 + exp(y (1.5976 + 0.070566 y^2))) (Bowling, Khasawneh,
     * Kaewkuekool, Cho: A logistic approximation to the cumulative normal distribution, JIEM 2009, in the form that Akka uses):
     * exact to 1.4e-4 of probability, that is only near the mean; far out it is the stricter one.
     */
    LOGISTIC,

    /** Exponential, as in Cassandra: knows the mean only; slow to be sure, and hard to mislead. */
    EXPONENTIAL;

    private static final double LN_10 = 2.302585092994046;
    private static final double LOGISTIC_LINEAR = 1.5976;
    private static final double LOGISTIC_CUBIC = 0.070566;

    /** log10(e) with the four digits that Fusebox documents. */
    private static final double EXPONENTIAL_FACTOR = 0.4343;

    /** Beyond this many deviations every level is {@link Detector#MAX_LEVEL}, or 0 on the other side. */
    private static final double FARTHEST = 40.0;

    /** In deviations from the mean, or, where no deviation is known, in means. */
    double score(double silence, double mean, double deviation) {
        return switch (this) {
            case NORMAL, LOGISTIC -> (silence - mean) / deviation;
            case EXPONENTIAL -> silence / mean;
        };
    }

    /** The silence that has this score. */
    double silence(double score, double mean, double deviation) {
        return switch (this) {
            case NORMAL, LOGISTIC -> mean + score * deviation;
            case EXPONENTIAL -> score * mean;
        };
    }

    /** The level that belongs to a score: 0 to {@link Detector#MAX_LEVEL}, never falls, finite. */
    double level(double score) {
        double level =
                switch (this) {
                    case NORMAL -> NormalTail.minusLog10(score);
                    case LOGISTIC -> logistic(score);
                    case EXPONENTIAL -> score * EXPONENTIAL_FACTOR;
                };
        return Math.max(0.0, Math.min(Detector.MAX_LEVEL, level));
    }

    /** The score at which the level is reached, found by halving; a level above the highest counts as the highest. */
    double scoreAt(double level) {
        double wanted = Math.min(level, Detector.MAX_LEVEL);
        if (this == EXPONENTIAL) {
            return wanted / EXPONENTIAL_FACTOR;
        }
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < 64; i++) {
            double middle = (low + high) / 2;
            if (level(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** log10(1 + exp(x)), without overflow and without losing what is small beside 1. */
    private static double logistic(double score) {
        double y = Math.max(-FARTHEST, Math.min(FARTHEST, score));
        double x = y * (LOGISTIC_LINEAR + LOGISTIC_CUBIC * y * y);
        return (Math.max(x, 0.0) + Math.log1p(Math.exp(-Math.abs(x)))) / LN_10;
    }
}
