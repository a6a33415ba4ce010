package dev.fusebox.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorWaitsTest {
    private static final long FIRST = Duration.ofMillis(100).toNanos();
    private static final long SECOND = Duration.ofMillis(150).toNanos();

    private final Path processes;
    private final ProcessorWaits waits;

    ProcessorWaitsTest(@TempDir Path processes) {
        this.processes = processes;
        this.waits = new ProcessorWaits(processes);
    }

    @AfterEach
    void close() {
        waits.close();
    }

    @Test
    void whatAThreadWaitedBetweenTwoLooksCountsForItsPod() throws IOException {
        agent(7, "trainers", "a");
        thread(7, 8, "fusebox-loop-1-", 40);
        waits.look(FIRST);
        thread(7, 8, "fusebox-loop-1-", 40 + 30);
        waits.look(SECOND);

        assertThat(waits.worst("trainers", 0, SECOND))
                .contains(new ProcessorWaits.Starved("a", Duration.ofMillis(30).toNanos()));
        assertThat(waits.worst("trainers", 0, FIRST)).isEmpty();
        assertThat(waits.worst("others", 0, SECOND)).isEmpty();
    }

    @Test
    void theWorstIsWhoWaitedLongestOverAllItsThreads() throws IOException {
        agent(7, "trainers", "a");
        agent(9, "trainers", "b");
        for (int waited : new int[] {0, 30}) {
            thread(7, 8, "fusebox-loop-1-", waited);
            thread(9, 10, "fusebox-loop-1-", waited / 2);
            thread(9, 11, "VM Thread", waited);
            waits.look(SECOND);
        }

        assertThat(waits.worst("trainers", 0, SECOND).map(ProcessorWaits.Starved::pod))
                .isEqualTo(Optional.of("b"));
    }

    @Test
    void otherThreadsOtherProcessesAndShortWaitsDoNotCount() throws IOException {
        agent(7, "trainers", "a");
        Files.createDirectories(processes.resolve("12/task"));
        for (int waited : new int[] {0, 9}) {
            thread(7, 8, "fusebox-loop-1-", waited);
            thread(7, 9, "C1 CompilerThre", 100 * waited);
            thread(12, 13, "fusebox-loop-1-", 100 * waited);
            waits.look(SECOND);
        }

        assertThat(waits.worst("trainers", 0, SECOND)).isEmpty();
    }

    private void agent(int process, String namespace, String pod) throws IOException {
        Path folder = Files.createDirectories(processes.resolve(Integer.toString(process)));
        Files.writeString(
                folder.resolve("environ"),
                "HOME=/\0FUSEBOX_POD_NAME=" + pod + "\0FUSEBOX_NAMESPACE=" + namespace + "\0");
    }

    private void thread(int process, int thread, String name, int waitedMillis) throws IOException {
        Path folder = Files.createDirectories(processes.resolve(process + "/task/" + thread));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(
                folder.resolve("schedstat"),
                "5000 " + Duration.ofMillis(waitedMillis).toNanos() + " 3\n");
    }
}
