package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fusebox.operator.kubernetes.Requests.Reply;
import dev.fusebox.operator.remediation.Answer;
import dev.fusebox.operator.remediation.ClusterApi.Hold;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Lease {@code node-<name>} in the namespace {@code medik8s-leases}, by which operators that repair nodes keep out of each other's way
 * (github.com/medik8s/common, package lease). Where there is no such namespace, nobody keeps one.
 */
final class NodeHold {
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/medik8s-leases/leases";
    private static final int DURATION_SECONDS = 60;

    private final Requests requests;
    private final String holder;
    private final Supplier<Instant> wall;

    NodeHold(Requests requests, String holder, Supplier<Instant> wall) {
        this.wall = wall;
        this.requests = requests;
        this.holder = holder;
    }

    Hold take(String node) {
        Reply now = requests.get(path(node));
        if (now.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            Reply namespace = requests.get("/api/v1/namespaces/medik8s-leases");
            return switch (namespace.code()) {
                case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_FORBIDDEN -> Hold.NOT_USED;
                case HttpURLConnection.HTTP_OK ->
                    hold(requests.post(LEASES, lease(node, "")).answer());
                default -> Hold.UNKNOWN;
            };
        }
        // Without the right to read it, the chart was not told that others repair nodes here.
        if (now.code() == HttpURLConnection.HTTP_FORBIDDEN) {
            return Hold.NOT_USED;
        }
        if (!now.good()) {
            return Hold.UNKNOWN;
        }
        if (heldByOther(now.body())) {
            return Hold.HELD_BY_OTHER;
        }
        String version = now.body().at("/metadata/resourceVersion").asText();
        return hold(requests.put(path(node), lease(node, version)).answer());
    }

    void giveBack(String node) {
        Reply now = requests.get(path(node));
        if (now.good() && now.body().at("/spec/holderIdentity").asText().equals(holder)) {
            requests.delete(
                    path(node),
                    Map.of(
                            "preconditions",
                            Map.of(
                                    "resourceVersion",
                                    now.body().at("/metadata/resourceVersion").asText())));
        }
    }

    private static Hold hold(Answer answer) {
        return switch (answer) {
            case DONE -> Hold.HELD;
            case CONFLICT -> Hold.HELD_BY_OTHER;
            case FORBIDDEN -> Hold.NOT_USED;
            case ABSENT, REFUSED, UNCERTAIN -> Hold.UNKNOWN;
        };
    }

    /** By the time that is written in it: its users compare clocks, and a holder that is wrongly believed to be gone would be rude. */
    private boolean heldByOther(JsonNode lease) {
        String other = lease.at("/spec/holderIdentity").asText();
        if (other.isEmpty() || other.equals(holder)) {
            return false;
        }
        try {
            Instant renewed = Instant.parse(lease.at("/spec/renewTime").asText());
            long seconds = lease.at("/spec/leaseDurationSeconds").asLong(DURATION_SECONDS);
            return wall.get().isBefore(renewed.plusSeconds(2 * seconds));
        } catch (DateTimeParseException damaged) {
            return true;
        }
    }

    private Map<String, Object> lease(String node, String resourceVersion) {
        String now = wall.get().truncatedTo(ChronoUnit.MICROS).toString();
        Map<String, Object> metadata = new HashMap<>(Map.of("name", "node-" + node));
        if (!resourceVersion.isEmpty()) {
            metadata.put("resourceVersion", resourceVersion);
        }
        return Map.of(
                "apiVersion",
                "coordination.k8s.io/v1",
                "kind",
                "Lease",
                "metadata",
                metadata,
                "spec",
                Map.of(
                        "holderIdentity",
                        holder,
                        "leaseDurationSeconds",
                        DURATION_SECONDS,
                        "acquireTime",
                        now,
                        "renewTime",
                        now));
    }

    private static String path(String node) {
        return LEASES + "/node-" + node;
    }
}
