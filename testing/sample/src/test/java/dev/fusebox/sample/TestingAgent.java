package dev.fusebox.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An agent's local API as a test wants it: what it shall send is put in, what it was asked comes out. */
final class TestingAgent implements AutoCloseable {
    private static final String CLOSE = "close";
    /** Only a guard against a test that hangs. */
    private static final long GUARD_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lifeline = new LinkedBlockingQueue<>();

    TestingAgent(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(handlers);
        server.createContext("/v1/lifeline", exchange -> stream(exchange, "lifeline", lifeline));
        server.createContext("/v1/events", exchange -> stream(exchange, "events " + lastEventId(exchange), events));
        server.createContext("/v1/leave", this::leave);
        server.createContext("/v1/progress", this::progress);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Sends text on the open event stream. */
    void sendEvents(String text) {
        events.add(text);
    }

    void closeEvents() {
        events.add(CLOSE);
    }

    /** The next thing that was asked for: {@code lifeline}, {@code events <last id>} or {@code leave <body>}. */
    String nextRequest() throws InterruptedException {
        String request = requests.poll(GUARD_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nothing was asked for");
        }
        return request;
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }

    private void leave(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " leave " + body);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void progress(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " progress");
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void stream(HttpExchange exchange, String request, BlockingQueue<String> pieces) throws IOException {
        requests.add(request);
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try (exchange) {
            for (String piece = pieces.take(); !piece.equals(CLOSE); piece = pieces.take()) {
                exchange.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lastEventId(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    }
}
