package dev.fusebox.lab.replay;

import dev.fusebox.core.detect.Detector;
import dev.fusebox.lab.Digits;
import dev.fusebox.lab.detectors.TraceDetector;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a trace to one detector and prints what it would have said: {@code <millis> TAB <level> TAB trust|suspect} for each {@code
 * level} line. The watch begins with the first beat; before it the level is 0.
 */
public final class Replay {
    private final TraceDetector choice;
    private @Nullable Detector detector;
    private long sequence;

    /** Nothing was fed yet. */
    public Replay(TraceDetector choice) {
        this.choice = choice;
    }

    /** Reads to the end. */
    public void run(TraceReader trace, PrintWriter out) {
        for (Optional<TraceLine> line = trace.next(); line.isPresent(); line = trace.next()) {
            switch (line.get()) {
                case TraceLine.Beat beat -> beat(beat.sequence(), beat.atNanos());
                case TraceLine.Level level -> {
                    double now = level(level.atNanos());
                    String verdict = now >= choice.threshold() ? "suspect" : "trust";
                    out.print(level.millis() + '\t' + Digits.six(now) + '\t' + verdict + '\n');
                }
            }
        }
    }

    private void beat(OptionalLong given, long nowNanos) {
        Detector watching = detector;
        if (watching == null) {
            watching = choice.start().apply(nowNanos);
            detector = watching;
        }
        // Detectors count from 1, traces may count from 0.
        long number = given.isPresent() ? given.getAsLong() + 1 : sequence + 1;
        if (watching.heartbeat(number, nowNanos)) {
            sequence = number;
        }
    }

    private double level(long nowNanos) {
        return detector == null ? 0 : detector.level(nowNanos);
    }
}
