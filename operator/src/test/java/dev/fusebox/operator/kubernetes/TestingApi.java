package dev.fusebox.operator.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of an API server, on the loopback, as one watch or one Lease needs: objects by path, versions, conflicts, and refusals. */
public final class TestingApi implements AutoCloseable {
    /** Requests that are answered with 403: {@code "VERB path"}, such as {@code "watch /api/v1/nodes"}. */
    public final Set<String> forbidden = ConcurrentHashMap.newKeySet();

    private final Map<String, GenericKubernetesResource> objects = new TreeMap<>();
    private final List<HttpExchange> watchers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private int version;

    /** Listens at once. */
    public TestingApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A client of it, without retries. */
    public KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .withWatchReconnectInterval(20)
                        .build())
                .build();
    }

    /** Puts an object at that path, and tells whoever watches. */
    public synchronized void put(String path, String yaml) throws IOException {
        store(path, Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }

    /** Removes it. */
    public synchronized void remove(String path) throws IOException {
        GenericKubernetesResource gone = get(path).orElseThrow();
        objects.remove(path);
        version++;
        tell(path, "DELETED", gone);
    }

    /** What is there. */
    public synchronized Optional<GenericKubernetesResource> get(String path) {
        return Optional.ofNullable(objects.get(path));
    }

    private GenericKubernetesResource store(String path, GenericKubernetesResource object) throws IOException {
        version++;
        object.getMetadata().setResourceVersion("" + version);
        boolean before = objects.put(path, object) != null;
        tell(path, before ? "MODIFIED" : "ADDED", object);
        return object;
    }

    private void tell(String path, String type, GenericKubernetesResource object) throws IOException {
        tell(watchers, path, type, object);
    }

    private static void tell(List<HttpExchange> watchers, String path, String type, GenericKubernetesResource object)
            throws IOException {
        for (HttpExchange watcher : watchers) {
            if (path.startsWith(watcher.getRequestURI().getPath())) {
                String line = Serialization.asJson(Map.of("type", type, "object", object))
                        .replace("\n", "");
                watcher.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                watcher.getResponseBody().flush();
            }
        }
    }

    /** What became different between the list and the watch. */
    private void repeat(HttpExchange watcher, String query) throws IOException {
        Matcher since = Pattern.compile("resourceVersion=(\\d+)").matcher(query);
        int from = since.find() ? Integer.parseInt(since.group(1)) : version;
        for (Map.Entry<String, GenericKubernetesResource> object : objects.entrySet()) {
            if (Integer.parseInt(object.getValue().getMetadata().getResourceVersion()) > from) {
                tell(List.of(watcher), object.getKey(), "MODIFIED", object.getValue());
            }
        }
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = URLDecoder.decode(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""), StandardCharsets.UTF_8);
        String method = exchange.getRequestMethod();
        boolean single = objects.containsKey(path) || method.equals("PUT");
        String verb =
                switch (method) {
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    default -> query.contains("watch=true") ? "watch" : single ? "get" : "list";
                };
        if (forbidden.contains(verb + " " + path)) {
            answer(exchange, 403, status(403, "Forbidden", "it is forbidden: User \"u\" cannot " + verb + " resource"));
        } else if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
            // No web sockets here: the client asks again in plain HTTP.
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        } else if (verb.equals("watch")) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            watchers.add(exchange);
            repeat(exchange, query);
        } else if (verb.equals("create") || verb.equals("update")) {
            write(exchange, path, verb.equals("create"));
        } else if (single) {
            answer(exchange, 200, Serialization.asJson(objects.get(path)));
        } else if (path.matches(".*/leases/[^/]+")) {
            answer(exchange, 404, status(404, "NotFound", "not found"));
        } else {
            List<GenericKubernetesResource> items = objects.entrySet().stream()
                    .filter(e -> e.getKey().startsWith(path + "/"))
                    .map(Map.Entry::getValue)
                    .toList();
            answer(
                    exchange,
                    200,
                    Serialization.asJson(Map.of(
                            "kind",
                            "NodeList",
                            "apiVersion",
                            "v1",
                            "metadata",
                            Map.of("resourceVersion", "" + version),
                            "items",
                            items)));
        }
    }

    private void write(HttpExchange exchange, String path, boolean create) throws IOException {
        GenericKubernetesResource sent = Serialization.unmarshal(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                GenericKubernetesResource.class);
        String at = create ? path + "/" + sent.getMetadata().getName() : path;
        Optional<String> before = get(at).map(o -> o.getMetadata().getResourceVersion());
        Optional<String> over =
                create ? Optional.empty() : Optional.of(sent.getMetadata().getResourceVersion());
        if (!create && before.isEmpty()) {
            answer(exchange, 404, status(404, "NotFound", "not found"));
        } else if (!before.equals(over)) {
            answer(exchange, 409, status(409, create ? "AlreadyExists" : "Conflict", "somebody was faster"));
        } else {
            answer(exchange, create ? 201 : 200, Serialization.asJson(store(at, sent)));
        }
    }

    private static String status(int code, String reason, String message) {
        return Serialization.asJson(Map.of(
                "kind",
                "Status",
                "apiVersion",
                "v1",
                "status",
                "Failure",
                "code",
                code,
                "reason",
                reason,
                "message",
                message));
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
