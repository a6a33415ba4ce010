package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fusebox.operator.kubernetes.Requests.Reply;
import dev.fusebox.operator.remediation.Answer;
import dev.fusebox.operator.remediation.ClusterApi;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Intent;
import dev.fusebox.operator.remediation.Read;
import dev.fusebox.operator.roster.NodeFact;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Remediation's port on the real API server. Thread-safe; blocks for five seconds per request at the most. */
public final class KubernetesApi implements ClusterApi {
    /** Apart from the manager of the status' summary, so that neither takes the other's fields away. */
    static final String FIELD_MANAGER = "fusebox-remediation";

    static final String FINALIZER = "fusebox.dev/undo-cordons";
    static final String TAINT = "fusebox.dev/unreachable";
    static final String LEDGER = "fusebox-ledger";
    private static final String LEDGER_KEY = "ledger.json";
    private static final String GROUPS = "/apis/fusebox.dev/v1alpha1/namespaces/";

    private final Requests requests;
    private final NodeHold nodeHold;
    private final Supplier<Instant> wall;
    private final String namespace;
    private final Supplier<Read<Boolean>> leading;

    /**
     * A port.
     *
     * @param client without retries of its own
     * @param namespace of the operator
     * @param instance holds the nodes' shared Leases under this name
     * @param leading whether this process leads, by a fresh read
     */
    public KubernetesApi(KubernetesClient client, String namespace, String instance, Supplier<Read<Boolean>> leading) {
        this(new Requests(new ClientWire(client)), namespace, instance, leading, Instant::now);
    }

    /** A port over any wire; {@code wall} is what the nodes' shared Leases are compared with. */
    KubernetesApi(
            Requests requests,
            String namespace,
            String instance,
            Supplier<Read<Boolean>> leading,
            Supplier<Instant> wall) {
        this.requests = requests;
        this.nodeHold = new NodeHold(requests, instance, wall);
        this.wall = wall;
        this.namespace = namespace;
        this.leading = leading;
    }

    @Override
    public Read<PodNow> pod(String ns, String name) {
        return read(
                "/api/v1/namespaces/" + ns + "/pods/" + name,
                body -> new PodNow(PodReader.fact(convert(body, Pod.class)), version(body)));
    }

    @Override
    public Read<NodeNow> node(String name) {
        return read(
                "/api/v1/nodes/" + name,
                body -> new NodeNow(NodeReader.fact(convert(body, Node.class)), version(body)));
    }

    @Override
    public Read<GroupNow> group(GroupRef group) {
        return read(
                path(group),
                body -> new GroupNow(
                        body.at("/metadata/uid").asText(),
                        version(body),
                        body.at("/status/leaderEpoch").asLong(),
                        intent(body.at("/status/intent"))));
    }

    @Override
    public Read<Boolean> leading() {
        return leading.get();
    }

    @Override
    public Answer raiseLeaderEpoch(GroupRef group, String resourceVersion, long leaderEpoch) {
        return patchStatus(group, resourceVersion, Map.of("leaderEpoch", leaderEpoch));
    }

    @Override
    public Answer writeIntent(GroupRef group, String resourceVersion, Optional<Intent> intent) {
        Map<String, Object> status = new HashMap<>();
        status.put("intent", intent.map(KubernetesApi::fields).orElse(null));
        return patchStatus(group, resourceVersion, status);
    }

    @Override
    public Answer tryEviction(String ns, String pod, String uid) {
        return evict(ns, pod, Map.of("preconditions", Map.of("uid", uid), "dryRun", List.of("All")));
    }

    @Override
    public Answer evict(String ns, String pod, String uid, String resourceVersion) {
        return evict(ns, pod, Map.of("preconditions", preconditions(uid, resourceVersion)));
    }

    @Override
    public Answer delete(String ns, String pod, String uid, String resourceVersion) {
        String path = "/api/v1/namespaces/" + ns + "/pods/" + pod;
        Map<String, Object> condition = Map.of(
                "type", "DisruptionTarget",
                "status", "True",
                "reason", "FuseboxRemediation",
                "message", "deleted by fusebox: its group has convicted it",
                // Without it the disruption controller takes the condition for an old one and takes it back at once.
                "lastTransitionTime", wall.get().truncatedTo(ChronoUnit.SECONDS).toString());
        Reply marked = requests.patch(
                path + "/status?fieldManager=" + FIELD_MANAGER,
                "application/strategic-merge-patch+json",
                Map.of(
                        "metadata",
                        Map.of("uid", uid, "resourceVersion", resourceVersion),
                        "status",
                        Map.of("conditions", List.of(condition))));
        if (!marked.good()) {
            return marked.answer();
        }
        return requests.delete(path, Map.of("preconditions", preconditions(uid, version(marked.body()))))
                .answer();
    }

    @Override
    public Answer cordon(String node, String uid, String resourceVersion, String marker) {
        return patchNode(node, resourceVersion, uid, marker, Map.of("unschedulable", true));
    }

    @Override
    public Answer taint(String node, String uid, String resourceVersion, String marker) {
        Reply now = requests.get("/api/v1/nodes/" + node);
        if (!now.good()) {
            return now.answer();
        }
        List<JsonNode> taints = taints(now.body());
        taints.add(
                Serialization.jsonMapper().valueToTree(Map.of("key", TAINT, "value", "true", "effect", "NoSchedule")));
        return patchNode(node, resourceVersion, uid, marker, Map.of("taints", taints));
    }

    @Override
    public Answer release(String node, String uid, String resourceVersion) {
        Reply now = requests.get("/api/v1/nodes/" + node);
        if (!now.good()) {
            return now.answer();
        }
        Map<String, Object> spec = new HashMap<>();
        List<JsonNode> taints = taints(now.body());
        if (taints.size() < now.body().at("/spec/taints").size()) {
            spec.put("taints", taints);
        } else {
            spec.put("unschedulable", null);
        }
        return patchNode(node, resourceVersion, uid, null, spec);
    }

    @Override
    public Answer remediate(String template, String node, String nodeUid) {
        return new TemplateInstance(requests, namespace).make(template, node, nodeUid);
    }

    @Override
    public Read<LedgerNow> ledger() {
        return read(
                ledgerPath() + "/" + LEDGER,
                body -> new LedgerNow(body.path("data").path(LEDGER_KEY).asText(), version(body)));
    }

    @Override
    public Answer writeLedger(String text, String resourceVersion) {
        Map<String, Object> metadata = new HashMap<>(Map.of("name", LEDGER, "namespace", namespace));
        Map<String, Object> map =
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata, "data", Map.of(LEDGER_KEY, text));
        if (resourceVersion.isEmpty()) {
            return requests.post(ledgerPath(), map).answer();
        }
        metadata.put("resourceVersion", resourceVersion);
        return requests.put(ledgerPath() + "/" + LEDGER, map).answer();
    }

    @Override
    public Hold holdNode(String node) {
        return nodeHold.take(node);
    }

    @Override
    public void releaseNode(String node) {
        nodeHold.giveBack(node);
    }

    @Override
    public Answer keepUntilUndone(GroupRef group, boolean keep, long leaderEpoch) {
        Reply now = requests.get(path(group));
        if (!now.good()) {
            return now.answer();
        }
        if (!group.uid().isEmpty() && !now.body().at("/metadata/uid").asText().equals(group.uid())) {
            return Answer.ABSENT;
        }
        if (now.body().at("/status/leaderEpoch").asLong() > leaderEpoch) {
            return Answer.CONFLICT;
        }
        List<String> finalizers = StreamSupport.stream(
                        now.body().at("/metadata/finalizers").spliterator(), false)
                .map(JsonNode::asText)
                .filter(f -> !f.equals(FINALIZER))
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        if (keep) {
            finalizers.add(FINALIZER);
        }
        return requests.patch(
                        path(group) + "?fieldManager=" + FIELD_MANAGER,
                        Requests.MERGE_PATCH,
                        Map.of("metadata", Map.of("resourceVersion", version(now.body()), "finalizers", finalizers)))
                .answer();
    }

    private Answer evict(String ns, String pod, Map<String, Object> options) {
        return requests.post(
                        "/api/v1/namespaces/" + ns + "/pods/" + pod + "/eviction",
                        Map.of(
                                "apiVersion",
                                "policy/v1",
                                "kind",
                                "Eviction",
                                "metadata",
                                Map.of("name", pod, "namespace", ns),
                                "deleteOptions",
                                options))
                .answer();
    }

    private Answer patchStatus(GroupRef group, String resourceVersion, Map<String, Object> status) {
        return requests.patch(
                        path(group) + "/status?fieldManager=" + FIELD_MANAGER,
                        Requests.MERGE_PATCH,
                        Map.of(
                                "metadata",
                                Map.of("resourceVersion", resourceVersion, "uid", group.uid()),
                                "status",
                                status))
                .answer();
    }

    private Answer patchNode(
            String node,
            String resourceVersion,
            String uid,
            @org.jspecify.annotations.Nullable String marker,
            Map<String, Object> spec) {
        Map<String, Object> annotations = new HashMap<>();
        annotations.put(NodeFact.MARKER, marker);
        return requests.patch(
                        "/api/v1/nodes/" + node + "?fieldManager=" + FIELD_MANAGER,
                        Requests.MERGE_PATCH,
                        Map.of(
                                "metadata",
                                Map.of("resourceVersion", resourceVersion, "uid", uid, "annotations", annotations),
                                "spec",
                                spec))
                .answer();
    }

    /** Without ours. */
    private static List<JsonNode> taints(JsonNode node) {
        List<JsonNode> taints = new ArrayList<>();
        node.at("/spec/taints").forEach(t -> {
            if (!t.path("key").asText().equals(TAINT)) {
                taints.add(t);
            }
        });
        return taints;
    }

    private <T> Read<T> read(String path, Function<JsonNode, T> reader) {
        Reply reply = requests.get(path);
        if (reply.good()) {
            return new Read.Found<>(reader.apply(reply.body()));
        }
        return reply.code() == HttpURLConnection.HTTP_NOT_FOUND
                ? new Read.Absent<>()
                : new Read.Unknown<>("GET " + path + ": " + (reply.code() == 0 ? "no answer" : reply.code()));
    }

    private String ledgerPath() {
        return "/api/v1/namespaces/" + namespace + "/configmaps";
    }

    private static String path(GroupRef group) {
        return GROUPS + group.namespace() + "/failuregroups/" + group.name();
    }

    private static Map<String, Object> preconditions(String uid, String resourceVersion) {
        return Map.of("uid", uid, "resourceVersion", resourceVersion);
    }

    private static Map<String, Object> fields(Intent intent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", intent.id());
        fields.put("podUID", intent.caseUid());
        fields.put("podName", intent.podName());
        fields.put("nodeName", intent.nodeName());
        fields.put("action", intent.action());
        fields.put("resourceVersion", intent.resourceVersion());
        fields.put("recordHash", intent.recordHash());
        fields.put("leaderEpoch", intent.leaderEpoch());
        fields.put("deadline", intent.deadline());
        return fields;
    }

    private static Optional<Intent> intent(JsonNode node) {
        return node.path("id").asText().isEmpty()
                ? Optional.empty()
                : Optional.of(new Intent(
                        node.path("id").asText(),
                        node.path("podUID").asText(),
                        node.path("action").asText(),
                        node.path("podName").asText(),
                        node.path("nodeName").asText(),
                        node.path("resourceVersion").asText(),
                        node.path("recordHash").asText(),
                        node.path("leaderEpoch").asLong(),
                        node.path("deadline").asText()));
    }

    private static String version(JsonNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }

    private static <T> T convert(JsonNode body, Class<T> type) {
        try {
            return Serialization.jsonMapper().treeToValue(body, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("the API server sent no " + type.getSimpleName(), damaged);
        }
    }
}
