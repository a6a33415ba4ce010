package dev.fusebox.operator.health.judgement;

/** Figures for people. */
final class Show {
    private Show() {}

    static String seconds(long nanos) {
        return Math.floorDiv(nanos, 1_000_000_000L) + " s";
    }
}
