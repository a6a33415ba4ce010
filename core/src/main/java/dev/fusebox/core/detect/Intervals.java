package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;

/** The two parameters that several detectors share. */
final class Intervals {
    static final Quantity INTERVAL =
            new Quantity("intervalMillis", 200, 1, 86_400_000, "ms", "at which the subject sends, or is asked");
    static final Quantity TIMEOUT = new Quantity(
            "timeoutMillis",
            1_000,
            1,
            86_400_000,
            "ms",
            "longer is calmer and slower; above the interval and the delay");

    private Intervals() {}
}
