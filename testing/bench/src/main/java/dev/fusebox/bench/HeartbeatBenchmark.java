package dev.fusebox.bench;

import dev.fusebox.core.detect.Detector;
import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.detect.Loss;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One heartbeat, as an observer handles it: the detector hears of it and says when it will be suspicious; and one look at the level,
 * as reports take it. With {@code -prof gc} this shows that neither allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HeartbeatBenchmark {
    private static final long INTERVAL_NANOS = 200_000_000L;

    /** Which detector. */
    @Param({"PING", "HEARTBEAT_DEADLINE", "PHI_ACCRUAL", "CHEN_ESTIMATE", "GOSSIP_COUNTER"})
    public DetectorKind detector = DetectorKind.PHI_ACCRUAL;

    private final Loss loss = new Loss(Loss.Settings.DEFAULTS, INTERVAL_NANOS);
    private Detector watching = Detectors.of(DetectionSettings.DEFAULTS, 0);
    private double threshold;
    private long sequence;
    private long now;

    /** The detector with a full window. */
    @Setup
    public void fill() {
        DetectionSettings settings = DetectionSettings.DEFAULTS.with(detector, 1_000);
        watching = Detectors.of(settings, 0);
        threshold = Detectors.threshold(settings);
        sequence = 0;
        now = 0;
        for (int i = 0; i < 1_000; i++) {
            heartbeat();
        }
    }

    /** Heard, and the next suspicion foretold. */
    @Benchmark
    public long heartbeat() {
        sequence++;
        // A jitter of 5 %, without a generator in the measured path.
        now += INTERVAL_NANOS + (sequence * 7_919 % 21 - 10) * 1_000_000L;
        watching.heartbeat(sequence, now);
        return watching.reachesAtNanos(threshold);
    }

    /** The level half an interval after the latest heartbeat. */
    @Benchmark
    public double level() {
        return watching.level(now + INTERVAL_NANOS / 2);
    }

    /** Heard by the loss detector; every tenth is lost. */
    @Benchmark
    public boolean loss() {
        sequence += sequence % 10 == 0 ? 2 : 1;
        now += INTERVAL_NANOS;
        loss.heartbeat(sequence, now);
        return loss.lossy();
    }
}
