package dev.fusebox.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program as a process of its own, beside an agent written by hand. */
@Timeout(120)
class SampleTest {
    private static final String BURN_OF_EPOCH_3 = "id: 8\nevent: fuse-burnt\ndata: {\"group\":\"g\",\"epoch\":3}\n\n";
    private static final String FUSE_OF_EPOCH_4 = "id: 9\nevent: fuse-intact\ndata: {\"group\":\"g\",\"epoch\":4}\n\n";

    @Test
    void isToldWithTheTimeAtWhichItHeard() throws Exception {
        try (TestingAgent agent = new TestingAgent(0);
                RunningSample sample = new RunningSample(endpoint(agent.port()))) {
            agent.sendEvents("id: 7\nevent: snapshot\ndata: {\"groups\":[]}\n\n");
            sample.nextLine("agent events open");
            long before = System.nanoTime();
            agent.sendEvents(BURN_OF_EPOCH_3);

            String[] words = sample.nextLine("told ").split(" ");

            assertThat(words).hasSize(5).startsWith("told", "fuse-burnt").endsWith("g", "3");
            // System.nanoTime() is one clock for all processes of a host.
            assertThat(Long.parseLong(words[2])).isBetween(before, System.nanoTime());
        }
    }

    @Test
    void resumesBehindTheLastEventItHandled() throws Exception {
        try (TestingAgent agent = new TestingAgent(0);
                RunningSample sample = new RunningSample(endpoint(agent.port()))) {
            agent.sendEvents(BURN_OF_EPOCH_3);
            sample.nextLine("told fuse-burnt");
            agent.closeEvents();
            sample.nextLine("agent events open");
            agent.sendEvents(FUSE_OF_EPOCH_4);

            assertThat(sample.nextLine("told ")).startsWith("told fuse-intact ");
            assertThat(List.of(agent.nextRequest(), agent.nextRequest(), agent.nextRequest()))
                    .containsExactlyInAnyOrder("lifeline", "events null", "events 8");
        }
    }

    @Test
    void saysGoodbyeBeforeItEndsAndEndsInOrder() throws Exception {
        try (TestingAgent agent = new TestingAgent(0);
                RunningSample sample = new RunningSample(endpoint(agent.port()))) {
            agent.nextRequest();
            agent.nextRequest();
            sample.terminate();

            assertThat(agent.nextRequest()).isEqualTo("POST leave {\"reason\":\"terminating\"}");
            assertThat(sample.nextLine("left ")).endsWith(" acknowledged");
            assertThat(sample.status()).isZero();
        }
    }

    @Test
    void endsInOrderAlsoWhenNobodyHearsItsGoodbye() throws Exception {
        try (RunningSample sample = new RunningSample(endpoint(freePort()))) {
            sample.nextLine("agent ");
            sample.terminate();

            assertThat(sample.nextLine("left ")).contains(" unheard: ");
            assertThat(sample.status()).isZero();
        }
    }

    @Test
    void waitsForAnAgentThatStartsLater() throws Exception {
        int port = freePort();
        try (RunningSample sample = new RunningSample(endpoint(port))) {
            sample.nextLine("agent events lost");
            try (TestingAgent agent = new TestingAgent(port)) {
                agent.sendEvents(BURN_OF_EPOCH_3);

                assertThat(sample.nextLine("told ")).startsWith("told fuse-burnt ");
            }
        }
    }

    @Test
    void saysThatItGetsOnUntilSomebodyMakesItHang() throws Exception {
        try (TestingAgent agent = new TestingAgent(0);
                RunningSample sample = new RunningSample(endpoint(agent.port()), "0")) {
            String[] words = sample.nextLine("progresses until").split(" ");
            for (int heard = 0; heard < 3; ) {
                heard += agent.nextRequest().equals("POST progress") ? 1 : 0;
            }
            try (Socket caller =
                    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[words.length - 1]))) {
                sample.nextLine("hangs ");
            }
            sample.terminate();
            assertThat(sample.nextLine("left ")).as("it hangs inside only").endsWith(" acknowledged");
        }
    }

    @Test
    void aPortThatIsNoneStopsItWithOneLine() throws Exception {
        try (RunningSample sample = new RunningSample(endpoint(1), "x")) {
            assertThat(sample.nextLine("SAMPLE_HANG_PORT"))
                    .isEqualTo("SAMPLE_HANG_PORT: cannot listen on \"x\": set it to a free port");
            assertThat(sample.status()).isEqualTo(2);
        }
    }

    @Test
    void anUnusableEndpointStopsItWithOneLine() throws Exception {
        try (RunningSample sample = new RunningSample("agent:7117")) {
            assertThat(sample.nextLine("FUSEBOX_ENDPOINT"))
                    .isEqualTo("FUSEBOX_ENDPOINT: \"agent:7117\" is no http address;"
                            + " set it to one like http://127.0.0.1:7117");
            assertThat(sample.status()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1:7117", "https://127.0.0.1:7117", "http:///x", "http://a b"})
    void refusesWhatIsNoEndpoint(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.endpoint(text))
                .withMessageStartingWith("FUSEBOX_ENDPOINT: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:7117", "http://[::1]:7117", "http://localhost:1"})
    void takesPlainHttpAddresses(String text) {
        assertThat(Sample.endpoint(text)).isEqualTo(URI.create(text));
    }

    private static String endpoint(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
