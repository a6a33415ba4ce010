package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fusebox.operator.kubernetes.Requests.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An API server in memory, as far as remediation can tell: objects with UID and resourceVersion, optimistic locks, preconditions, merge,
 * JSON and strategic patches, server-side apply with owned fields, status subresources, evictions with budgets, graceful deletion,
 * finalizers, expired versions. Not thread-safe.
 */
final class ApiServerModel implements Requests.Wire {
    static final String APPLY = "application/apply-patch+yaml";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final Map<String, ObjectNode> before = new HashMap<>();
    private final Fields fields = new Fields();
    private final List<Consumer<Change>> watchers = new ArrayList<>();
    private final Map<String, Integer> disruptionsAllowed = new HashMap<>();
    private long version = 1000;
    private long oldestVersion = 900;
    private int uids;

    /** What became of one object; an empty side is none. */
    record Change(String path, JsonNode before, JsonNode after) {}

    void watch(Consumer<Change> watcher) {
        watchers.add(watcher);
    }

    /** Lets so many pods of that namespace be evicted, as a PodDisruptionBudget would. */
    void budget(String namespace, int disruptions) {
        disruptionsAllowed.put(namespace, disruptions);
    }

    /** Forgets all versions up to now. */
    void compact() {
        oldestVersion = version;
    }

    JsonNode stored(String path) {
        ObjectNode object = objects.get(path);
        return object == null ? MissingNode.getInstance() : object;
    }

    /** What was there before the last change; as a cache that lags behind would show it. */
    JsonNode earlier(String path) {
        ObjectNode object = before.get(path);
        return object == null ? stored(path) : object;
    }

    /** Removes an object that waits for its end, as the kubelet does with a pod. */
    void end(String path) {
        put(path, Optional.empty());
    }

    @Override
    public Reply send(String method, String pathAndQuery, String type, String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        String query = parts.length == 2 ? parts[1] : "";
        JsonNode json = parse(body);
        return switch (method) {
            case "GET" -> query.contains("watch=") ? watched(query) : found(parts[0]);
            case "POST" -> parts[0].endsWith("/eviction") ? evict(parts[0], json) : create(parts[0], json);
            case "PUT" -> replace(parts[0], json);
            case "PATCH" -> patch(parts[0], query, type, json);
            case "DELETE" -> delete(parts[0], json);
            default -> error(405);
        };
    }

    private Reply found(String path) {
        ObjectNode object = objects.get(path);
        return object == null ? error(404) : new Reply(200, object.deepCopy());
    }

    private Reply watched(String query) {
        long from = Long.parseLong(query.replaceAll(".*resourceVersion=(\\d+).*", "$1"));
        return from < oldestVersion ? error(410) : new Reply(200, MissingNode.getInstance());
    }

    private Reply create(String collection, JsonNode json) {
        String path = collection + "/" + json.at("/metadata/name").asText();
        if (objects.containsKey(path)) {
            return error(409);
        }
        ObjectNode object = json.deepCopy();
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.put("uid", "uid-" + ++uids);
        return new Reply(201, put(path, Optional.of(object)));
    }

    private Reply replace(String path, JsonNode json) {
        ObjectNode old = objects.get(path);
        if (old == null) {
            return error(404);
        }
        String wanted = json.at("/metadata/resourceVersion").asText();
        if (!wanted.isEmpty() && !wanted.equals(version(old))) {
            return error(409);
        }
        ObjectNode object = json.deepCopy();
        ((ObjectNode) object.path("metadata")).set("uid", old.at("/metadata/uid"));
        return new Reply(200, put(path, Optional.of(object)));
    }

    private Reply patch(String target, String query, String type, JsonNode patch) {
        boolean status = target.endsWith("/status");
        String path = status ? target.substring(0, target.length() - "/status".length()) : target;
        ObjectNode old = objects.get(path);
        if (old == null) {
            return error(404);
        }
        JsonNode wanted = patch.isArray() ? MissingNode.getInstance() : patch.path("metadata");
        if (wanted.has("resourceVersion")
                && !wanted.path("resourceVersion").asText().equals(version(old))) {
            return error(409);
        }
        // A custom resource's status takes no metadata, so that a wrong UID goes unnoticed there: the version is the
        // lock.
        boolean custom = !path.startsWith("/api/");
        if (wanted.has("uid") && !wanted.path("uid").equals(old.at("/metadata/uid")) && !(status && custom)) {
            return error(custom ? 422 : 409);
        }
        String manager = query.replaceAll(".*fieldManager=([^&]*).*", "$1");
        Optional<ObjectNode> patched = type.equals(APPLY)
                ? fields.apply(path, manager, query.contains("force=true"), old, patch)
                : Patches.apply(type, old, patch);
        if (patched.isEmpty()) {
            return error(type.equals(APPLY) ? 409 : 422);
        }
        ObjectNode object = old.deepCopy();
        if (status) {
            object.set("status", patched.get().path("status").deepCopy());
        } else {
            object = patched.get();
            if (old.has("status")) {
                object.set("status", old.path("status"));
            }
        }
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.set("uid", old.at("/metadata/uid"));
        metadata.set("resourceVersion", old.at("/metadata/resourceVersion"));
        return object.equals(old) ? new Reply(200, old.deepCopy()) : new Reply(200, put(path, Optional.of(object)));
    }

    private Reply evict(String target, JsonNode eviction) {
        String path = target.substring(0, target.length() - "/eviction".length());
        String namespace = path.split("/")[4];
        JsonNode options = eviction.path("deleteOptions");
        ObjectNode pod = objects.get(path);
        if (pod == null) {
            return error(404);
        }
        int allowed = disruptionsAllowed.getOrDefault(namespace, Integer.MAX_VALUE);
        boolean ending = pod.at("/metadata").has("deletionTimestamp");
        if (allowed <= 0 && !ending) {
            return error(429);
        }
        if (!met(options.path("preconditions"), pod)) {
            return error(409);
        }
        if (options.has("dryRun") || ending) {
            return new Reply(201, MissingNode.getInstance());
        }
        disruptionsAllowed.computeIfPresent(namespace, (n, left) -> left - 1);
        ObjectNode marked = pod.deepCopy();
        marked.withObject("/status")
                .withArray("conditions")
                .addObject()
                .put("type", "DisruptionTarget")
                .put("status", "True");
        put(path, Optional.of(marked));
        return delete(path, JSON.createObjectNode()).good() ? new Reply(201, MissingNode.getInstance()) : error(500);
    }

    private Reply delete(String path, JsonNode options) {
        ObjectNode old = objects.get(path);
        if (old == null) {
            return error(404);
        }
        if (!met(options.path("preconditions"), old)) {
            return error(409);
        }
        boolean waits =
                path.contains("/pods/") || !old.at("/metadata/finalizers").isEmpty();
        if (!waits) {
            end(path);
        } else if (!old.at("/metadata").has("deletionTimestamp")) {
            ObjectNode object = old.deepCopy();
            ((ObjectNode) object.path("metadata")).put("deletionTimestamp", "2026-01-01T00:00:00Z");
            put(path, Optional.of(object));
        }
        return new Reply(200, stored(path).deepCopy());
    }

    private static boolean met(JsonNode preconditions, ObjectNode object) {
        return (!preconditions.has("uid") || preconditions.path("uid").equals(object.at("/metadata/uid")))
                && (!preconditions.has("resourceVersion")
                        || preconditions.path("resourceVersion").asText().equals(version(object)));
    }

    /** Empty removes it. */
    private JsonNode put(String path, Optional<ObjectNode> object) {
        version++;
        ObjectNode old = objects.get(path);
        if (old != null) {
            before.put(path, old);
        }
        if (object.isEmpty()) {
            objects.remove(path);
            fields.forget(path);
        } else {
            ((ObjectNode) object.get().path("metadata")).put("resourceVersion", Long.toString(version));
            objects.put(path, object.get());
        }
        Change change = new Change(path, old == null ? MissingNode.getInstance() : old, stored(path));
        watchers.forEach(w -> w.accept(change));
        return stored(path).deepCopy();
    }

    private static String version(ObjectNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }

    private static Reply error(int code) {
        return new Reply(code, JSON.createObjectNode().put("kind", "Status").put("code", code));
    }

    static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException defect) {
            throw new IllegalArgumentException(body, defect);
        }
    }
}
