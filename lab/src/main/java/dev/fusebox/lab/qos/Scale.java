package dev.fusebox.lab.qos;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis.
 *
 * @param low smallest value shown, above 0
 * @param high largest value shown
 * @param start where the smallest lies on the drawing
 * @param end where the largest lies
 */
record Scale(double low, double high, double start, double end) {
    private static final double[] STEPS = {1, 2, 5};

    /** Around all values, from and to a round one. */
    static Scale around(double least, double most, double start, double end) {
        double wide = Math.max(most, least * 1.01);
        List<Double> round = ticks(least / 10, wide * 10);
        double low = last(round, least);
        double high = round.stream().filter(t -> t >= wide).findFirst().orElse(wide);
        return new Scale(low, high, start, end);
    }

    private static double last(List<Double> rising, double most) {
        return rising.stream().filter(t -> t <= most).reduce((a, b) -> b).orElse(most);
    }

    /** Where a value lies; values outside lie on the edge. */
    double at(double value) {
        double inside = Math.max(low, Math.min(high, value));
        return start + (end - start) * Math.log(inside / low) / Math.log(high / low);
    }

    /** Round values for labels: 1, 2, 5 of each decade, or the decades alone if there are many. */
    List<Double> ticks() {
        List<Double> all = ticks(low, high);
        if (all.size() <= 8) {
            return all;
        }
        return all.stream().filter(Scale::isDecade).toList();
    }

    private static boolean isDecade(double value) {
        double exponent = Math.log10(value);
        return Math.abs(exponent - Math.rint(exponent)) < 1e-9;
    }

    private static List<Double> ticks(double low, double high) {
        List<Double> ticks = new ArrayList<>();
        for (int decade = (int) Math.floor(Math.log10(low)); decade <= Math.ceil(Math.log10(high)); decade++) {
            for (double step : STEPS) {
                double tick = step * Math.pow(10, decade);
                if (tick >= low * 0.999_999 && tick <= high * 1.000_001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
