package dev.fusebox.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Six agents on six hosts: whatever happens to one, every live one is told, once. */
@Timeout(180)
class SixAgentsIT {
    private static final int MEMBERS = 6;
    private static final int VICTIM = 4;

    @TempDir
    Path folder;

    private final TestNetwork network;
    private final List<AgentProcess> agents = new ArrayList<>();
    private int epoch = 1;

    SixAgentsIT() throws IOException, InterruptedException {
        network = TestNetwork.of(MEMBERS);
    }

    /** Starts them, and forms epochs, as the operator does, until one is intact everywhere: the first is often lost to cold starts. */
    @BeforeEach
    void startAgents() throws IOException, InterruptedException {
        writeRoster();
        for (int i = 0; i < MEMBERS; i++) {
            Path state = Files.createDirectory(folder.resolve("state" + i));
            agents.add(AgentProcess.start(network, i, "m" + i, folder.resolve("roster.json"), state));
        }
        while (!formed()) {
            epoch++;
            writeRoster();
        }
    }

    private boolean formed() throws InterruptedException {
        boolean intact = true;
        for (AgentProcess agent : agents) {
            intact &= agent.awaitFormed("six#" + epoch);
        }
        return intact;
    }

    @AfterEach
    void removeNetwork() throws IOException, InterruptedException {
        network.close();
    }

    @Test
    void aKilledOneIsToldToAllOthersOnce() throws Exception {
        long startNanos = System.nanoTime();
        agents.get(VICTIM).signal("KILL");

        assertToldOnce("kill", startNanos, others(), "BURN m4 ");
    }

    @Test
    void aStoppedOneIsToldToAllOthersAndWhenItContinuesToItself() throws Exception {
        long startNanos = System.nanoTime();
        agents.get(VICTIM).signal("STOP");
        for (AgentProcess other : others()) {
            other.awaitBurn(epoch);
        }
        long continuedNanos = System.nanoTime();
        agents.get(VICTIM).signal("CONT");
        long told = agents.get(VICTIM).awaitBurn(epoch);
        System.out.printf(
                "stop: the stopped one was told %d ms after it continued%n", (told - continuedNanos) / 1_000_000);

        assertToldOnce("stop", startNanos, agents, "BURN ");
    }

    @Test
    void oneThatIsCutOffIsToldToAllOthersAndToItself() throws Exception {
        long startNanos = System.nanoTime();
        network.cut(VICTIM);

        assertToldOnce("cut", startNanos, agents, "BURN m4 ");
    }

    @Test
    void oneThatTerminatesWithoutALeaveFailed() throws Exception {
        long startNanos = System.nanoTime();
        agents.get(VICTIM).signal("TERM");

        assertToldOnce("terminate", startNanos, others(), "BURN m4 ");
    }

    private void assertToldOnce(String fault, long startNanos, List<AgentProcess> live, String burn) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (AgentProcess agent : live) {
            millis.add((agent.awaitBurn(epoch) - startNanos) / 1_000_000);
        }
        millis.sort(null);
        System.out.printf(
                "%s, epoch %d: %d of %d told, p50 %d ms, last %d ms, each %s%n",
                fault,
                epoch,
                millis.size(),
                live.size(),
                millis.get(millis.size() / 2),
                millis.get(millis.size() - 1),
                millis);
        for (AgentProcess agent : live) {
            assertThat(agent.terminate()).as("exit status of %s", agent.id()).isZero();
            assertThat(agent.burns(epoch))
                    .as("burns told to %s, whose log is %s", agent.id(), agent.log())
                    .singleElement()
                    .asString()
                    .contains(burn);
        }
    }

    private List<AgentProcess> others() {
        return IntStream.range(0, MEMBERS)
                .filter(i -> i != VICTIM)
                .mapToObj(agents::get)
                .toList();
    }

    private void writeRoster() throws IOException {
        String members = IntStream.range(0, MEMBERS)
                .mapToObj(i ->
                        "{\"id\":\"m%d\",\"address\":\"%s:7946\",\"node\":\"n%d\"}".formatted(i, network.address(i), i))
                .collect(Collectors.joining(","));
        Path next = folder.resolve("roster.next");
        Files.writeString(next, "{\"group\":\"six\",\"epoch\":" + epoch + ",\"members\":[" + members + "]}");
        Files.move(next, folder.resolve("roster.json"), StandardCopyOption.ATOMIC_MOVE);
    }
}
