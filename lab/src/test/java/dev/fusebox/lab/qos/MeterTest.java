package dev.fusebox.lab.qos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fusebox.lab.detectors.TraceDetector;
import dev.fusebox.lab.qos.Arrivals.Beat;
import dev.fusebox.lab.qos.conditions.Span;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final long MS = 1_000_000L;

    /** Suspicious after 500 ms of silence. */
    private static final TraceDetector DEADLINE = TraceDetector.of("deadline", Map.of("timeoutMillis", "500"));

    private static Quality measure(List<Span> down, long... arrivalMillis) {
        List<Beat> beats = new ArrayList<>();
        for (long at : arrivalMillis) {
            beats.add(new Beat(beats.size() + 1, at * MS, at * MS));
        }
        return Meter.measure(new Arrivals("t", "t", 200 * MS, beats, down), DEADLINE);
    }

    @Test
    void aSuspicionAboutALiveSubjectIsAMistakeThatLastsToTheNextHeartbeat() {
        Quality quality = measure(List.of(), 0, 200, 1_000, 1_200, 1_900, 2_000);
        assertThat(quality.mistakes()).isEqualTo(2);
        assertThat(quality.durationMillis()).isEqualTo((300 + 200) / 2.0);
        assertThat(quality.upNanos()).isEqualTo(2_000.0 * MS);
        assertThat(quality.queryAccuracy()).isCloseTo(1 - 500 / 2_000.0, within(1e-12));
        assertThat(quality.recurrenceSeconds()).isEqualTo(1.0);
        assertThat(quality.mistakesPerHour()).isCloseTo(3_600, within(1e-6));
    }

    @Test
    void aHeartbeatAtTheDeadlineIsInTime() {
        assertThat(measure(List.of(), 0, 500, 1_000).mistakes()).isZero();
    }

    @Test
    void detectionTimeIsFromACrashAtARandomMomentToTheSuspicion() {
        Quality quality = measure(List.of(), 0, 200, 400, 600, 800, 1_000);
        assertThat(quality.detectionMeanNanos()).isEqualTo(400.0 * MS);
        assertThat(quality.detectionP99Nanos()).isBetween(470.0 * MS, 500.0 * MS);
    }

    @Test
    void aCrashWhileTheSubjectIsSuspectedAlreadyIsDetectedAtOnce() {
        assertThat(measure(List.of(), 0, 1_000).detectionMeanNanos()).isEqualTo(125.0 * MS);
    }

    @Test
    void aSuspicionDuringAnOutageIsRightAndItsTimeIsNotCounted() {
        Quality quality = measure(List.of(new Span(250 * MS, 5_000 * MS)), 0, 200, 5_100, 5_300);
        assertThat(quality.mistakes()).isZero();
        assertThat(quality.upNanos()).isEqualTo((200 + 50 + 100 + 200.0) * MS);
    }

    @Test
    void anOvertakenHeartbeatChangesNothing() {
        List<Beat> beats = List.of(
                new Beat(1, 0, 0),
                new Beat(3, 400 * MS, 400 * MS),
                new Beat(2, 200 * MS, 450 * MS),
                new Beat(4, 600 * MS, 920 * MS));
        Quality quality = Meter.measure(new Arrivals("t", "t", 200 * MS, beats, List.of()), DEADLINE);
        assertThat(quality.mistakes()).isEqualTo(1);
        assertThat(quality.durationMillis()).isEqualTo(20);
    }
}
