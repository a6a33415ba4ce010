package dev.fusebox.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.http.HttpEndpoint;
import dev.fusebox.agent.peer.LoopThread;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.GroupView.MemberState;
import dev.fusebox.core.member.GroupView.MemberView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalApiTest {
    private static final MemberId SELF = new MemberId("m0");
    private static final GroupEpoch G = new GroupEpoch("team/trainer", 4);
    private static final long BOOT = 9;

    private final LoopThread loop = new LoopThread();
    private final Counts counts = new Counts();
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final List<GroupView> views = new ArrayList<>(List.of(view(G, FuseState.INTACT)));
    private final LocalApi api =
            new LocalApi(SELF, BOOT, () -> List.copyOf(views), this::take, (nanos, action) -> () -> {}, counts);
    private final int port = HttpEndpoint.listen(
                    loop.eventLoop(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), api)
            .address()
            .getPort();
    private final HttpClient client = HttpClient.newHttpClient();

    LocalApiTest() throws IOException {}

    /** Stands for the member: a signal burns an intact fuse. */
    private void take(Input input) {
        inputs.add(input);
        if (input instanceof Input.Signalled signal) {
            views.replaceAll(view ->
                    view.groupEpoch().group().equals(signal.group()) ? view(view.groupEpoch(), FuseState.BURNT) : view);
        }
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        loop.close();
    }

    private static GroupView view(GroupEpoch groupEpoch, FuseState fuse) {
        Optional<Cause> cause = fuse == FuseState.BURNT
                ? Optional.of(Cause.of(Cause.Kind.SIGNAL, List.of(SELF), SELF, "NaN"))
                : Optional.empty();
        RosterMember self = new RosterMember(SELF, "trainer-0", "10.0.0.1:7946", "node1", "", 1);
        return new GroupView(
                groupEpoch,
                2,
                fuse,
                cause,
                List.of(new MemberView(self, MemberState.HEALTHY, Optional.empty(), 0, 0, 5)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private Input nextInput() throws InterruptedException {
        Input next = inputs.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no input in 30 s");
        }
        return next;
    }

    @Test
    void groupsAreShownByWholeNameAndByLastSegment() throws Exception {
        String expected = "{\"group\":\"team/trainer\",\"epoch\":4,\"revision\":2,\"fuse\":\"Intact\",\"members\":["
                + "{\"id\":\"m0\",\"name\":\"trainer-0\",\"node\":\"node1\",\"address\":\"10.0.0.1:7946\",\"self\":true,"
                + "\"state\":\"Healthy\",\"levelMilli\":0,\"votes\":0,\"observers\":5}]}";

        assertThat(get("/v1/groups/trainer").body()).isEqualTo(expected);
        assertThat(get("/v1/groups/team%2Ftrainer").body()).isEqualTo(expected);
        assertThat(get("/v1/groups").body())
                .isEqualTo("{\"self\":{\"id\":\"m0\",\"name\":\"trainer-0\",\"node\":\"node1\"},\"leaving\":false,"
                        + "\"groups\":[" + expected + "]}");
    }

    @Test
    void whatIsNotThereIsSaidSo() throws Exception {
        assertThat(get("/v1/groups/other").statusCode()).isEqualTo(404);
        assertThat(get("/v1/other").statusCode()).isEqualTo(404);
        assertThat(get("/v1/progress").statusCode()).isEqualTo(405);
        assertThat(get("/v1/leave").statusCode()).isEqualTo(405);
        views.add(view(new GroupEpoch("other/trainer", 1), FuseState.INTACT));
        assertThat(get("/v1/groups/trainer").statusCode()).isEqualTo(409);
        assertThat(inputs).isEmpty();
    }

    @Test
    void aSignalReturnsTheBurntGroup() throws Exception {
        HttpResponse<String> answer = post("/v1/groups/trainer/signal", "{\"reason\":\"NaN\",\"step\":{\"n\":14}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"fuse\":\"Burnt\",\"cause\":{\"kind\":\"Signal\"");
        assertThat(nextInput()).isEqualTo(new Input.Signalled("team/trainer", "NaN"));
    }

    @Test
    void aSignalThatDoesNotFitChangesNothing() throws Exception {
        assertThat(post("/v1/groups/trainer/signal", "{\"epoch\":3}").statusCode())
                .isEqualTo(409);
        assertThat(post("/v1/groups/trainer/signal", "[").statusCode()).isEqualTo(400);
        assertThat(post("/v1/groups/trainer/signal", "{\"reason\":\"" + "x".repeat(257) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/v1/groups/trainer/signal", "{\"reason\":\"" + "x".repeat(5_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        views.set(0, view(G, FuseState.FORMING));
        assertThat(post("/v1/groups/trainer/signal", "").statusCode()).isEqualTo(409);
        assertThat(inputs).isEmpty();
    }

    @Test
    void aLeaveIsSaidOnceItIsCarriedOut() throws Exception {
        assertThat(post("/v1/leave", "{\"reason\":\"scale-down\"}").statusCode())
                .isEqualTo(204);

        assertThat(nextInput()).isEqualTo(new Input.Leaving("scale-down"));
        assertThat(get("/v1/groups").body()).contains("\"leaving\":true");
    }

    @Test
    void progressIsCountedAndIsNoInputYet() throws Exception {
        assertThat(post("/v1/progress", "").statusCode()).isEqualTo(204);
        assertThat(post("/v1/progress", "{\"step\":14}").statusCode()).isEqualTo(204);
        assertThat(post("/v1/progress", "14").statusCode()).isEqualTo(400);

        assertThat(loop.call(api::progress)).isEqualTo(2);
        assertThat(inputs).isEmpty();
    }

    @Test
    void anApplicationThatIsKilledClosesItsLifelineAtOnce() throws Exception {
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        Path.of("target/test-classes").toString(),
                        LifelineHolder.class.getName(),
                        Integer.toString(port))
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        assertThat(nextInput()).isEqualTo(new Input.LifelineOpened());

        long killedNanos = System.nanoTime();
        holder.destroyForcibly();
        assertThat(nextInput()).isEqualTo(new Input.LifelineClosed());
        System.out.println(
                "a killed application was noticed in " + (System.nanoTime() - killedNanos) / 1_000 + " microseconds");
    }

    @Test
    void thereAreSixteenLifelinesAndNoMore() throws Exception {
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < Lifelines.MAX_HELD; i++) {
            held.add(open("GET /v1/lifeline HTTP/1.1\r\nHost: a\r\n\r\n"));
            assertThat(nextInput()).isEqualTo(new Input.LifelineOpened());
        }
        assertThat(get("/v1/lifeline").statusCode()).isEqualTo(429);
        for (Socket socket : held) {
            socket.close();
            assertThat(nextInput()).isEqualTo(new Input.LifelineClosed());
        }
    }

    private Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void eventsBeginWithASnapshotAndGoOnAsTheyHappen() throws Exception {
        try (Socket socket = open("GET /v1/events HTTP/1.1\r\nHost: a\r\n\r\n")) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(field(lines, "id: ")).isEqualTo(Long.toString(BOOT << 32));
            assertThat(field(lines, "event: ")).isEqualTo("snapshot");
            assertThat(field(lines, "data: ")).startsWith("{\"self\":");

            tell(new Notice.MemberRefuted(G, SELF));

            assertThat(field(lines, "id: ")).isEqualTo(Long.toString((BOOT << 32) + 1));
            assertThat(field(lines, "event: ")).isEqualTo("member-refuted");
            assertThat(field(lines, "data: "))
                    .isEqualTo("{\"group\":\"team/trainer\",\"epoch\":4,"
                            + "\"member\":{\"id\":\"m0\",\"name\":\"trainer-0\",\"node\":\"node1\"}}");
        }
    }

    @Test
    void whoComesBackHearsWhatWasMissedWithoutASnapshot() throws Exception {
        for (int i = 0; i < 3; i++) {
            tell(new Notice.MemberRefuted(G, SELF));
        }
        try (Socket socket =
                open("GET /v1/events HTTP/1.1\r\nHost: a\r\nLast-Event-ID: " + ((BOOT << 32) + 1) + "\r\n\r\n")) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(field(lines, "id: ")).isEqualTo(Long.toString((BOOT << 32) + 2));
            assertThat(field(lines, "event: ")).isEqualTo("member-refuted");
            assertThat(field(lines, "id: ")).isEqualTo(Long.toString((BOOT << 32) + 3));
        }
    }

    @Test
    void aSubscriberThatDoesNotReadIsClosedAndCounted() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1_024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream()
                    .write("GET /v1/events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Cause burn = Cause.of(Cause.Kind.SIGNAL, java.util.Collections.nCopies(32, SELF), SELF, "x".repeat(256));
            for (int i = 0; i < 20_000 && counts.of(Drop.SLOW_SUBSCRIBER) == 0; i++) {
                tell(new Notice.FuseBurnt(G, burn, 0));
            }

            assertThat(counts.of(Drop.SLOW_SUBSCRIBER)).isEqualTo(1);
        }
    }

    private void tell(Notice notice) throws Exception {
        loop.run(() -> api.told(notice, 0));
    }

    private static String field(BufferedReader lines, String prefix) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new AssertionError("the stream ended before " + prefix);
    }
}
