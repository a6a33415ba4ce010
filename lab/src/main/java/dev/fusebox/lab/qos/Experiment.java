package dev.fusebox.lab.qos;

import dev.fusebox.core.time.Nanos;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What is tried: every detector under all conditions, and PhiAccrual at several intervals. Deterministic: the same seed and durations
 * give the same figures.
 *
 * @param tried under which conditions
 * @param traceNanos how long a subject is watched by those that judge arrivals
 * @param networkNanos how long the small network runs
 * @param crashes in the small network, each in a run of its own
 * @param seed of all chance
 * @param progress told what comes next
 */
record Experiment(
        List<Conditions> tried, long traceNanos, long networkNanos, int crashes, long seed, Consumer<String> progress) {
    private static final long INTERVAL_NANOS = Nanos.ofMillis(200);
    private static final List<Long> INTERVALS_MILLIS = List.of(50L, 100L, 200L, 500L, 1_000L, 2_000L);
    private static final double USUAL_PHI = 8;

    /** Every detector, under each of the conditions. */
    List<Figure> detectors() {
        List<Figure> figures = new ArrayList<>();
        for (Conditions conditions : tried) {
            progress.accept(conditions.key());
            List<Curve> curves = new ArrayList<>(curves(generated(conditions, INTERVAL_NANOS)));
            for (NetworkSweep sweep : NetworkSweep.all()) {
                progress.accept(conditions.key() + ", " + sweep.label());
                curves.add(sweep.over(conditions, INTERVAL_NANOS, networkNanos, crashes, seed));
            }
            figures.add(new Figure(conditions.key(), conditions.title(), curves));
        }
        return figures;
    }

    /** Every detector that judges arrivals, over a given trace. */
    Figure given(Arrivals arrivals) {
        progress.accept(arrivals.key());
        return new Figure(arrivals.key(), arrivals.title(), curves(arrivals));
    }

    /** PhiAccrual at its usual threshold: for each of the conditions a curve for each interval, of one point. */
    List<Figure> intervals() {
        List<Figure> figures = new ArrayList<>();
        for (Conditions conditions : tried) {
            progress.accept(conditions.key() + ", intervals");
            List<Curve> curves = INTERVALS_MILLIS.stream()
                    .map(millis -> {
                        Arrivals arrivals = generated(conditions, Nanos.ofMillis(millis));
                        Curve curve = Sweep.phi(USUAL_PHI).over(arrivals);
                        double usual = Nanos.ofMillis(millis) == INTERVAL_NANOS ? USUAL_PHI : Double.NaN;
                        return new Curve(curve.label() + " each " + millis + " ms", usual, curve.points());
                    })
                    .toList();
            figures.add(new Figure(conditions.key(), conditions.key(), curves));
        }
        return figures;
    }

    /** What an observer with PhiAccrual suspects at the usual interval, at a few thresholds. */
    Curve oneObserver(Conditions conditions) {
        return Sweep.ofFew().over(generated(conditions, INTERVAL_NANOS));
    }

    private Arrivals generated(Conditions conditions, long intervalNanos) {
        SplittableRandom random = new SplittableRandom(seed + conditions.ordinal());
        return Arrivals.of(conditions, intervalNanos, traceNanos, random);
    }

    private static List<Curve> curves(Arrivals arrivals) {
        return Sweep.all().stream().map(s -> s.over(arrivals)).toList();
    }
}
