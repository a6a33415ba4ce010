package dev.fusebox.lab.qos.group;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Every detector that a group can select, under all conditions, at one level: of each setting one long run in which nobody dies, for its
 * mistakes, and short ones with a crash at a random moment, for its detection times. Deterministic: the same seed and durations give the
 * same figures.
 *
 * @param conditions under which
 * @param detectors which of them
 * @param calmNanos how long the long run is
 * @param crashes how many short ones; all settings meet the same
 * @param seed of all chance
 * @param progress told what comes next
 */
public record GroupExperiment(
        GroupLevel level,
        List<Conditions> conditions,
        List<DetectorKind> detectors,
        long calmNanos,
        int crashes,
        long seed,
        Consumer<String> progress) {
    private static final long SPREAD_NANOS = 30_000_000_000L;

    /** No detector at any setting needs longer, whatever the conditions; what is not found by then counts so long. */
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private static final int LONGEST_INTERVALS = 40;

    /** One figure for each of the conditions. */
    public List<GroupFigure> figures() {
        List<GroupFigure> figures = new ArrayList<>();
        for (Conditions each : conditions) {
            List<GroupCurve> curves = new ArrayList<>();
            for (GroupSweep sweep : GroupSweep.of(detectors)) {
                progress.accept(each.key() + ", " + sweep.label());
                curves.add(over(sweep, each));
            }
            figures.add(new GroupFigure(each.key(), each.title(), curves));
        }
        return figures;
    }

    private GroupCurve over(GroupSweep sweep, Conditions under) {
        List<Quality> points = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        for (Setting setting : sweep.settings()) {
            measure(setting, under, points, found);
        }
        return new GroupCurve(new Curve(sweep.label(), sweep.usual(), points), found);
    }

    private void measure(Setting setting, Conditions under, List<Quality> points, List<Found> found) {
        List<LevelMeter> failures = new ArrayList<>();
        DetectionTimes times = new DetectionTimes();
        SplittableRandom random = new SplittableRandom(seed + 1);
        for (int i = 0; i < crashes; i++) {
            LevelMeter meter = crash(setting.detection(), under, random.split());
            meter.addTo(times);
            failures.add(meter);
        }
        Course calm = Course.calm(under, setting.detection(), level.fate(), calmNanos, seed);
        LevelMeter meter = run(calm);
        calm.cause().ifPresent(outage -> failures.add(meter));
        points.add(new Quality(
                setting.dial(),
                times.isEmpty() ? Double.NaN : times.meanNanos(),
                times.isEmpty() ? Double.NaN : times.quantileNanos(0.99),
                meter.mistakes(),
                meter.mistakeNanos(),
                meter.upNanos()));
        List<LevelMeter> struck = failures.stream().filter(LevelMeter::struck).toList();
        found.add(new Found(
                struck.size(), (int) struck.stream().filter(LevelMeter::noticed).count()));
    }

    private LevelMeter crash(DetectionSettings detection, Conditions under, SplittableRandom random) {
        int member = random.nextInt(Course.MEMBERS);
        long at = Course.WARM_UP_NANOS + random.nextLong(SPREAD_NANOS);
        long end = at + LONGEST_NANOS + LONGEST_INTERVALS * detection.intervalNanos();
        return run(new Course(
                under, detection, level.fate(), end, Optional.of(Cause.crash(member, at)), random.nextLong()));
    }

    private LevelMeter run(Course course) {
        LevelMeter meter = level.meter(course.cause());
        course.run(meter);
        return meter;
    }
}
