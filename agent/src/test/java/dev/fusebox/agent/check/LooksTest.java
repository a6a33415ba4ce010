package dev.fusebox.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.peer.LoopThread;
import dev.fusebox.agent.pod.ApplicationCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LooksTest {
    private final LoopThread loop = new LoopThread();
    private final ServerSocket application = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    LooksTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        application.close();
        loop.close();
    }

    private boolean look(ApplicationCheck.Kind kind) throws Exception {
        CompletableFuture<Boolean> well = new CompletableFuture<>();
        Looks looks = new Looks(loop.eventLoop());
        loop.run(() -> looks.begin(kind, 1_000, well::complete));
        return well.get(30, TimeUnit.SECONDS);
    }

    private boolean get(String answer) throws Exception {
        Thread serving = Thread.ofPlatform().daemon().start(() -> {
            try (Socket caller = application.accept()) {
                caller.getInputStream().read(new byte[512]);
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException over) {
                // The look is over.
            }
        });
        boolean well = look(new ApplicationCheck.HttpGet("/healthz", application.getLocalPort()));
        serving.join(10_000);
        return well;
    }

    @Test
    void anAnswerFrom200To399IsWell() throws Exception {
        assertThat(get("HTTP/1.1 200 OK\r\n\r\n")).isTrue();
        assertThat(get("HTTP/1.0 302 Found\r\n\r\n")).isTrue();
        assertThat(get("HTTP/1.1 500 Oops\r\n\r\n")).isFalse();
        assertThat(get("HTTP/1.1 404 None\r\n\r\n")).isFalse();
        assertThat(get("220 smtp.example ready\r\n")).isFalse();
        assertThat(get("")).isFalse();
    }

    @Test
    void beingAcceptedIsWell() throws Exception {
        assertThat(look(new ApplicationCheck.TcpPort(application.getLocalPort())))
                .isTrue();
    }

    @Test
    void nobodyThereIsAMiss() throws Exception {
        int port = application.getLocalPort();
        application.close();
        assertThat(look(new ApplicationCheck.TcpPort(port))).isFalse();
        assertThat(look(new ApplicationCheck.HttpGet("/", port))).isFalse();
        assertThat(look(new ApplicationCheck.GrpcPort(port))).isFalse();
    }

    /** It accepts, and says nothing: the kernel does that for a process that stands still. */
    @Test
    void silenceIsAMissAtTheTimeout() throws Exception {
        assertThat(look(new ApplicationCheck.HttpGet("/", application.getLocalPort())))
                .isFalse();
        assertThat(look(new ApplicationCheck.GrpcPort(application.getLocalPort())))
                .isFalse();
    }
}
