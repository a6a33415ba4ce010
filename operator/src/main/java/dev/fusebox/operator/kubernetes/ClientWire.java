package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fusebox.operator.kubernetes.Requests.Reply;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** To the real API server: one try, five seconds. The client must have been made without retries. Thread-safe. */
record ClientWire(KubernetesClient client) implements Requests.Wire {
    private static final int SECONDS = 5;

    @Override
    public Reply send(String method, String path, String type, String body) {
        HttpRequest request = request(path, method, type, body);
        CompletableFuture<HttpResponse<String>> sent = client.getHttpClient().sendAsync(request, String.class);
        try {
            HttpResponse<String> response = sent.get(SECONDS, TimeUnit.SECONDS);
            return new Reply(response.code(), json(response.body()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            sent.cancel(true);
            return Reply.NONE;
        } catch (ExecutionException | TimeoutException none) {
            sent.cancel(true);
            return Reply.NONE;
        }
    }

    private HttpRequest request(String path, String method, String type, String body) {
        HttpRequest.Builder builder =
                client.getHttpClient().newHttpRequestBuilder().uri(URI.create(base() + path));
        return body.isEmpty()
                ? builder.method(method, null, null).build()
                : builder.method(method, type, body).build();
    }

    private String base() {
        String url = client.getMasterUrl().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty()
                    ? MissingNode.getInstance()
                    : Serialization.jsonMapper().readTree(text);
        } catch (JsonProcessingException damaged) {
            return MissingNode.getInstance();
        }
    }
}
