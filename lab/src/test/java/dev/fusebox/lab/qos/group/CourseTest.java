package dev.fusebox.lab.qos.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.lab.qos.conditions.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real groups of eight under the conditions, in the simulator. */
class CourseTest {
    private static final DetectionSettings DEFAULTS = DetectionSettings.DEFAULTS;

    private static Course crash(Conditions conditions, Fate fate) {
        return new Course(conditions, DEFAULTS, fate, Told.at(50), Optional.of(Cause.crash(3, Told.at(20))), 5);
    }

    @ParameterizedTest
    @EnumSource(Conditions.class)
    void aCrashIsFoundAtBothLevelsUnderAllConditions(Conditions conditions) {
        for (GroupLevel level : GroupLevel.values()) {
            Course course = crash(conditions, level.fate());
            LevelMeter meter = level.meter(course.cause());
            course.run(meter);
            assertThat(meter.noticed()).as(level.name()).isTrue();
        }
    }

    @Test
    void aQuietGroupErrsAtNeitherLevel() {
        for (GroupLevel level : GroupLevel.values()) {
            Course course = Course.calm(Conditions.QUIET, DEFAULTS, level.fate(), Told.at(120), 1);
            LevelMeter meter = level.meter(course.cause());
            course.run(meter);
            assertThat(meter.mistakes()).isZero();
            assertThat(meter.upNanos()).isPositive();
        }
    }

    @Test
    void theOutageIsFoundAndIsNoMistake() {
        for (GroupLevel level : GroupLevel.values()) {
            Course course = Course.calm(Conditions.OUTAGE, DEFAULTS, level.fate(), Told.at(240), 1);
            LevelMeter meter = level.meter(course.cause());
            course.run(meter);
            assertThat(meter.noticed()).as(level.name()).isTrue();
            assertThat(meter.mistakes()).as(level.name()).isZero();
        }
    }

    @Test
    void oneSeedIsOneResult() {
        assertThat(gossip(1)).isEqualTo(gossip(1)).isNotEqualTo(gossip(2));
    }

    private static List<GroupFigure> gossip(long seed) {
        return new GroupExperiment(
                        GroupLevel.FUSE,
                        List.of(Conditions.LOSSY),
                        List.of(DetectorKind.GOSSIP_COUNTER),
                        Told.at(20),
                        1,
                        seed,
                        step -> {})
                .figures();
    }

    @Test
    void everyDetectorOfAGroupIsSweptAndOnePointOfEachIsTheDefault() {
        List<String> labels = new ArrayList<>();
        int usual = 0;
        for (GroupSweep sweep : GroupSweep.of(List.of(DetectorKind.values()))) {
            labels.add(sweep.label());
            usual += (int) sweep.settings().stream()
                    .filter(s -> s.dial() == sweep.usual())
                    .count();
        }
        assertThat(labels)
                .containsExactly(
                        "PhiAccrual each 100 ms",
                        "PhiAccrual each 200 ms",
                        "PhiAccrual each 500 ms",
                        "Ping by timeout",
                        "HeartbeatDeadline by timeout",
                        "ChenEstimate by interval",
                        "HeartbeatPath by interval",
                        "GossipCounter by interval");
        assertThat(usual).as("one of each detector").isEqualTo(DetectorKind.values().length);
    }
}
