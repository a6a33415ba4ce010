package dev.fusebox.e2e.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.observe.SampleLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long FAULT = 1_000_000_000L;

    @Test
    void tellsInTheOrderOfTimeWhatApplicationsHeard() {
        Timeline timeline = new Timeline(FAULT);
        timeline.add(FAULT + 910_000_000L, "status: FuseIntact False");
        timeline.add(FAULT, "fault");
        timeline.addNotices(List.of(SampleLog.read("a", """
                                told member-suspected 1450000000 g 3 member=x
                                told member-failed 1640000000 g 3 member=x verdict=Unreachable
                                told fuse-burnt 1650000000 g 3 cause=Verdict verdict=Unreachable subjects=x origin=b
                                """), SampleLog.read("b", """
                                told member-suspected 1400000000 g 3 member=x
                                told member-suspected 900000000 g 3 member=y
                                told fuse-burnt 1630000000 g 3 cause=Signal
                                """)), "g", 3);

        assertThat(timeline.text()).isEqualToNormalizingNewlines("""
                             +0.0 ms  fault
                           +400.0 ms  b suspects x
                           +630.0 ms  b told: fuse of epoch 3 burnt (Signal)
                           +640.0 ms  a has the verdict about x: Unreachable
                           +650.0 ms  a told: fuse of epoch 3 burnt (Unreachable x)
                           +910.0 ms  status: FuseIntact False
                        """);
    }
}
