package dev.fusebox.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.http.HttpEndpoint;
import dev.fusebox.agent.peer.LoopThread;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.GroupView.MemberState;
import dev.fusebox.core.member.GroupView.MemberView;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Applications wait for their group through a real socket; the alarm rings when the test says so. */
@Timeout(60)
class RendezvousTest {
    private static final MemberId SELF = new MemberId("m1");

    private record Deadline(long nanos, Runnable action) {}

    private final LoopThread loop = new LoopThread();
    private final List<GroupView> views = new ArrayList<>();
    private final BlockingQueue<Deadline> deadlines = new LinkedBlockingQueue<>();
    private final BlockingQueue<Deadline> cancelled = new LinkedBlockingQueue<>();
    private final LocalApi api =
            new LocalApi(SELF, 1, () -> List.copyOf(views), input -> {}, this::alarm, new Counts());
    private final int port = HttpEndpoint.listen(
                    loop.eventLoop(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), api)
            .address()
            .getPort();
    private final HttpClient client = HttpClient.newHttpClient();

    RendezvousTest() throws IOException {}

    private Runnable alarm(long nanos, Runnable action) {
        Deadline deadline = new Deadline(nanos, action);
        deadlines.add(deadline);
        return () -> cancelled.add(deadline);
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        loop.close();
    }

    @Test
    void aGroupThatIsWholeAnswersAtOnceWithItsMembersInOrder() throws Exception {
        become(4, FuseState.INTACT);

        HttpResponse<String> answer = await("epoch=4").get(30, TimeUnit.SECONDS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"epoch\":4", "\"fuse\":\"Intact\"");
        assertThat(answer.body().indexOf("\"id\":\"m0\""))
                .isPositive()
                .isLessThan(answer.body().indexOf("\"id\":\"m1\""));
        assertThat(deadlines).isEmpty();
    }

    @Test
    void whoAsksForALaterEpochWaitsForIt() throws Exception {
        become(4, FuseState.INTACT);
        CompletableFuture<HttpResponse<String>> answer = await("epoch=5");
        Deadline deadline = deadline();
        assertThat(deadline.nanos()).isEqualTo(30_000_000_000L);

        become(4, FuseState.INTACT);
        become(5, FuseState.FORMING);
        assertThat(waiting()).isEqualTo(1);
        assertThat(answer).isNotDone();
        become(6, FuseState.INTACT);

        assertThat(answer.get(30, TimeUnit.SECONDS).body()).contains("\"epoch\":6");
        assertThat(cancelled).containsExactly(deadline);
        assertThat(waiting()).isZero();
    }

    @Test
    void aGroupThatIsNotThereYetMayCome() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = await("epoch=1");
        deadline();

        become(1, FuseState.INTACT);

        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aBurntFuseIsNotWaitedForAnswered() throws Exception {
        become(4, FuseState.BURNT);
        CompletableFuture<HttpResponse<String>> answer = await("epoch=4");
        deadline();

        become(5, FuseState.INTACT);

        assertThat(answer.get(30, TimeUnit.SECONDS).body()).contains("\"epoch\":5");
    }

    @Test
    void atTheDeadlineItIsSaidWhatIsMissing() throws Exception {
        become(4, FuseState.FORMING);
        CompletableFuture<HttpResponse<String>> answer = await("epoch=5&timeoutMilliseconds=250");
        Deadline deadline = deadline();
        assertThat(deadline.nanos()).isEqualTo(250_000_000L);

        loop.run(deadline.action());

        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(504);
        assertThat(answer.get().body()).contains("it is Forming under epoch 4");
        assertThat(waiting()).isZero();
    }

    @Test
    void aClientThatGoesWaitsNoLonger() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /v1/groups/g/await HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            deadline();
            assertThat(waiting()).isEqualTo(1);
        }

        assertThat(cancelled.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(waiting()).isZero();
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        for (String query : List.of(
                "epoch=x", "epoch=-1", "epoch=", "timeoutMilliseconds=0", "timeoutMilliseconds=300001", "epoch=%zz")) {
            assertThat(await(query).get(30, TimeUnit.SECONDS).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        views.add(view("x/g", 1, FuseState.INTACT));
        views.add(view("y/g", 1, FuseState.INTACT));
        assertThat(await("epoch=1").get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(409);
        assertThat(deadlines).isEmpty();
    }

    @Test
    void sixteenWaitAndNoMore() throws Exception {
        for (int i = 0; i < Rendezvous.MAX_WAITING; i++) {
            var unused = await("epoch=1");
            deadline();
        }
        assertThat(await("epoch=1").get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(429);
    }

    private CompletableFuture<HttpResponse<String>> await(String query) throws IOException {
        // Java's URI accepts no broken escapes, so that one goes over a socket of its own.
        if (query.contains("%zz")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write(("GET /v1/groups/g/await?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).startsWith("HTTP/1.1 400");
            }
            return await("epoch=x");
        }
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/groups/g/await?" + query))
                        .build(),
                BodyHandlers.ofString());
    }

    private Deadline deadline() throws InterruptedException {
        Deadline next = deadlines.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody waits after 30 s");
        }
        return next;
    }

    private int waiting() throws Exception {
        return loop.call(api::waiting);
    }

    private void become(long epoch, FuseState fuse) throws Exception {
        loop.run(() -> {
            views.clear();
            views.add(view("team/g", epoch, fuse));
            if (fuse == FuseState.INTACT) {
                api.told(new Notice.FuseIntact(new GroupEpoch("team/g", epoch), 1), 0);
            }
        });
    }

    private static GroupView view(String group, long epoch, FuseState fuse) {
        List<MemberView> members = Stream.of(SELF, new MemberId("m0"))
                .map(id -> new RosterMember(id, "pod-" + id.value(), "10.0.0.1:7946", "node1", "", 1))
                .map(member -> new MemberView(member, MemberState.HEALTHY, Optional.empty(), 0, 0, 1))
                .toList();
        return new GroupView(new GroupEpoch(group, epoch), 1, fuse, Optional.empty(), members);
    }
}
