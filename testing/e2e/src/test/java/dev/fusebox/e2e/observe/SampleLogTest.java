package dev.fusebox.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleLogTest {
    private static final String GROUP = "fusebox-demo/trainer";

    @Test
    void keepsNoticesAndPassesOverWhatElseAnApplicationPrints() {
        SampleLog log = SampleLog.read("a", """
                progress 100 0
                agent events open 101
                told snapshot 102 fusebox-demo/trainer 3 fuse=Intact members=6
                told fuse-burnt 200 fusebox-demo/trainer 3 cause=Verdict verdict=Unreachable subjects=b origin=c
                told fuse-intact 300 fusebox-demo/trainer 4
                """);

        assertThat(log.told()).extracting(Told::event).containsExactly("snapshot", "fuse-burnt", "fuse-intact");
        assertThat(log.all(Told.BURNT, GROUP, 3)).singleElement().satisfies(burn -> {
            assertThat(burn.atNanos()).isEqualTo(200);
            assertThat(burn.detail()).containsEntry("verdict", "Unreachable").containsEntry("subjects", "b");
        });
    }

    @Test
    void aNoticeToldTwiceIsSeenTwice() {
        SampleLog log = SampleLog.read("a", "told fuse-burnt 1 g 3\ntold fuse-burnt 2 g 3\ntold fuse-burnt 3 g 4\n");

        assertThat(log.all(Told.BURNT, "g", 3)).hasSize(2);
        assertThat(log.first(Told.BURNT, "g", 3))
                .hasValueSatisfying(burn -> assertThat(burn.atNanos()).isEqualTo(1));
    }

    @Test
    void anotherGroupOrEpochIsAnotherMatter() {
        SampleLog log = SampleLog.read("a", "told fuse-burnt 1 other 3\ntold fuse-burnt 2 g 2\n");

        assertThat(log.all(Told.BURNT, "g", 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "told",
                "told fuse-burnt",
                "told fuse-burnt 17 g",
                "told fuse-burnt soon g 3",
                "tolds a 1 g 3"
            })
    void halfALineIsNoNotice(String line) {
        assertThat(Told.read(line)).isEmpty();
    }
}
