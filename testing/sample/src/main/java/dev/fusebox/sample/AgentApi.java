package dev.fusebox.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The four calls of the agent's local API that this application needs. Each has a deadline, streams included: the agent
 * sends something at least every 10 s, so a stream that is silent for 30 s is broken. That is why this uses
 * {@link HttpURLConnection}: the JDK's newer client has no deadline for reading a body. Thread-safe.
 */
final class AgentApi {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** Short, because the kubelet's grace period runs meanwhile. */
    private static final Duration LEAVE_TIMEOUT = Duration.ofMillis(1000);

    private final URI endpoint;

    AgentApi(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Opens the lifeline. The caller reads it for as long as the application is well. */
    InputStream lifeline() throws IOException {
        return stream("/v1/lifeline", Map.of());
    }

    /** Opens the event stream behind the given id, or from a snapshot if the id is empty. */
    InputStream events(String lastEventId) throws IOException {
        return stream("/v1/events", lastEventId.isEmpty() ? Map.of() : Map.of("Last-Event-ID", lastEventId));
    }

    /** Says that this application ends as planned; one try. Returns the outcome in words for the log. */
    String leave(String reason) {
        try {
            HttpURLConnection connection = open("/v1/leave", LEAVE_TIMEOUT);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            byte[] body = ("{\"reason\":\"" + reason + "\"}").getBytes(StandardCharsets.UTF_8);
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
            int status = connection.getResponseCode();
            return status / 100 == 2 ? "acknowledged" : "refused with status " + status;
        } catch (IOException failure) {
            return "unheard: " + failure.getMessage();
        }
    }

    /** Says that this application gets on; one try. Whether it was heard. */
    boolean progress() {
        try {
            HttpURLConnection connection = open("/v1/progress", LEAVE_TIMEOUT);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(0);
            connection.getOutputStream().close();
            return connection.getResponseCode() / 100 == 2;
        } catch (IOException failure) {
            return false;
        }
    }

    private InputStream stream(String path, Map<String, String> headers) throws IOException {
        HttpURLConnection connection = open(path, SILENCE);
        headers.forEach(connection::setRequestProperty);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException("GET " + path + " was answered with status " + status);
        }
        return connection.getInputStream();
    }

    private HttpURLConnection open(String path, Duration readTimeout) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) endpoint.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        connection.setReadTimeout((int) readTimeout.toMillis());
        connection.setUseCaches(false);
        return connection;
    }
}
