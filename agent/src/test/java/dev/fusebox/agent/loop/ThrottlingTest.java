package dev.fusebox.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottlingTest {
    private static final long SECOND = 1_000_000_000;
    private static final String V1 = "nr_periods 20\nnr_throttled %d\nthrottled_time 5000000\n";
    private static final String V2 = "usage_usec 9\nnr_periods 20\nnr_throttled %d\nthrottled_usec 5000\n";

    @TempDir
    private Path folder;

    private Path stat(String text) throws IOException {
        return Files.writeString(folder.resolve("cpu.stat"), text);
    }

    @Test
    void aPeriodThatWasThrottledIsToldOnceInBothVersions() throws IOException {
        for (String version : List.of(V1, V2)) {
            Throttling throttling = new Throttling(List.of(stat(version.formatted(7))), 0);

            assertThat(throttling.happened(SECOND)).isFalse();
            stat(version.formatted(9));
            assertThat(throttling.happened(2 * SECOND)).isTrue();
            assertThat(throttling.happened(3 * SECOND)).isFalse();
        }
    }

    @Test
    void theFileIsReadOncePerSecondAtMost() throws IOException {
        Throttling throttling = new Throttling(List.of(stat(V2.formatted(7))), 0);

        stat(V2.formatted(8));
        assertThat(throttling.happened(SECOND - 1)).isFalse();
        assertThat(throttling.happened(SECOND)).isTrue();
        stat(V2.formatted(9));
        assertThat(throttling.happened(2 * SECOND - 1)).isFalse();
        assertThat(throttling.happened(2 * SECOND)).isTrue();
    }

    @Test
    void theFirstFileThatCountsPeriodsIsWatched() throws IOException {
        Path root = Files.writeString(folder.resolve("root"), "usage_usec 9\n");
        Throttling throttling = new Throttling(List.of(folder.resolve("absent"), root, stat(V1.formatted(7))), 0);

        stat(V1.formatted(8));
        assertThat(throttling.happened(SECOND)).isTrue();
    }

    @Test
    void whereNothingIsCountedNothingIsTold() throws IOException {
        Throttling throttling = new Throttling(List.of(stat("nr_throttled many\n"), folder.resolve("absent")), 0);

        stat(V1.formatted(8));
        assertThat(throttling.happened(SECOND)).isFalse();
        assertThat(Throttling.none().happened(SECOND)).isFalse();
    }

    @Test
    void aFileThatVanishesTellsNothing() throws IOException {
        Path file = stat(V1.formatted(7));
        Throttling throttling = new Throttling(List.of(file), 0);

        Files.delete(file);
        assertThat(throttling.happened(SECOND)).isFalse();
        stat(V1.formatted(9));
        assertThat(throttling.happened(2 * SECOND)).isFalse();
    }
}
