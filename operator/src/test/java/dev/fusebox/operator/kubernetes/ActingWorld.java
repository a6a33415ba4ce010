package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.kubernetes.ApiServerModel.Change;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Proposal;
import dev.fusebox.operator.roster.NodeFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster with one case in it: an API server, a pod with its agent, its node, and whoever leads. Counts every effect on pod and node and
 * notes each one that should not have been. Time is virtual.
 */
final class ActingWorld {
    static final String POD = "/api/v1/namespaces/shop/pods/trainer-0";
    static final String NODE = "/api/v1/nodes/node-a";
    static final String GROUP = "/apis/fusebox.dev/v1alpha1/namespaces/shop/failuregroups/trainer";
    static final String LEADER = "/apis/coordination.k8s.io/v1/namespaces/fusebox-system/leases/fusebox";
    static final String LEDGER = "/api/v1/namespaces/fusebox-system/configmaps/fusebox-ledger";
    static final String HOLD = "/apis/coordination.k8s.io/v1/namespaces/medik8s-leases/leases/node-node-a";
    static final String TEMPLATE = "fence.example/v1/FenceTemplate/fence";
    private static final String FENCES = "/apis/fence.example/v1/namespaces/fusebox-system/fences";
    private static final int TICK_SECONDS = 5;
    private static final int BACK_SECONDS = 10;

    final ApiServerModel server = new ApiServerModel();
    final ActionKind kind;
    final String caseUid;
    final List<String> effects = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    private final Set<String> obeyed = new HashSet<>();
    private final GroupRef group;
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private boolean open = true;
    private Instant effectAt = Instant.MAX;
    private int ids;
    private long highestOrder;
    Optional<Leader> acting = Optional.empty();

    ActingWorld(ActionKind kind) {
        this.kind = kind;
        make(
                "/apis/fusebox.dev/v1alpha1/namespaces/shop/failuregroups",
                "{'metadata':{'name':'trainer'},'spec':{},'status':{'epoch':1}}");
        make("/api/v1/nodes", "{'metadata':{'name':'node-a'},'spec':{},'status':{'conditions':[]}}");
        make(
                "/apis/coordination.k8s.io/v1/namespaces/fusebox-system/leases",
                "{'metadata':{'name':'fusebox'},'spec':{'holderIdentity':'a'}}");
        make("/api/v1/namespaces", "{'metadata':{'name':'medik8s-leases'}}");
        make(
                "/apis/fence.example/v1/namespaces/fusebox-system/fencetemplates",
                "{'metadata':{'name':'fence'},'spec':{'template':{'spec':{'how':'off'}}}}");
        this.caseUid = pod();
        this.group = new GroupRef(
                "shop", "trainer", server.stored(GROUP).at("/metadata/uid").asText());
        server.watch(this::changed);
    }

    /** Makes the pod, as its StatefulSet would. */
    private String pod() {
        make(
                "/api/v1/namespaces/shop/pods",
                "{'metadata':{'name':'trainer-0','namespace':'shop'},'spec':{'nodeName':'node-a','containers':[{'name':'trainer'}]},'status':{'phase':'Running'}}");
        return server.stored(POD).at("/metadata/uid").asText();
    }

    void make(String collection, String json) {
        server.send("POST", collection, "application/json", json.replace('\'', '"'));
    }

    void change(String path, String mergePatch) {
        server.send("PATCH", path, Requests.MERGE_PATCH, mergePatch.replace('\'', '"'));
    }

    GroupRef group() {
        return group;
    }

    Proposal proposal() {
        return new Proposal(group, caseUid, kind.target(), "trainer-0", "node-a");
    }

    Instant wall() {
        return wall;
    }

    String freshId() {
        return "intent-" + ++ids;
    }

    /** A member that was restarted is heard again ten seconds later, whoever leads or does not meanwhile. */
    boolean open() {
        return open && !(kind == ActionKind.RESTART && back());
    }

    private boolean back() {
        return !effects.isEmpty() && !wall.isBefore(effectAt.plusSeconds(BACK_SECONDS));
    }

    /** The member was heard again. */
    void closeCase() {
        open = false;
    }

    /** Somebody else deletes the pod, and another one of the same name takes its place. */
    void replacePod() {
        server.end(POD);
        pod();
        open = false;
    }

    void lead(String name) {
        change(LEADER, "{'spec':{'holderIdentity':'" + name + "'}}");
    }

    void passSeconds(long seconds) {
        wall = wall.plusSeconds(seconds);
    }

    /** Five seconds pass; a pod that ends is gone after two of them. */
    void tick() {
        passSeconds(TICK_SECONDS);
        if (back() && server.stored(POD).at("/metadata").has("deletionTimestamp")) {
            replacePod();
        }
    }

    /** An order reaches the agent of the case's pod, which refuses one of an earlier leader than it has obeyed. */
    boolean order(String id, long leaderEpoch) {
        if (leaderEpoch < highestOrder || !obeyed.add(id)) {
            return false;
        }
        highestOrder = leaderEpoch;
        effect("restarted " + caseUid);
        return true;
    }

    Optional<String> storedIntent() {
        JsonNode intent = server.stored(GROUP).at("/status/intent/id");
        return intent.isMissingNode() ? Optional.empty() : Optional.of(intent.asText());
    }

    boolean marked() {
        return server.stored(NODE).at("/metadata/annotations").has(NodeFact.MARKER);
    }

    boolean finalizer() {
        return server.stored(GROUP).at("/metadata/finalizers").toString().contains(KubernetesApi.FINALIZER);
    }

    private void changed(Change change) {
        if (change.path().equals(POD)
                && !change.before().at("/metadata").has("deletionTimestamp")
                && change.after().at("/metadata").has("deletionTimestamp")) {
            effect("removed " + change.after().at("/metadata/uid").asText());
            if (!change.after().at("/status/conditions").toString().contains("DisruptionTarget")) {
                violations.add("a pod was removed without DisruptionTarget");
            }
        }
        if (change.path().equals(NODE) && acting.isPresent() && closed(change.after()) && !closed(change.before())) {
            effect("closed " + change.after().at("/metadata/uid").asText());
        }
        if (change.path().startsWith(FENCES + "/") && change.before().isMissingNode()) {
            effect("fenced " + server.stored(NODE).at("/metadata/uid").asText());
        }
    }

    private static boolean closed(JsonNode node) {
        return node.at("/spec/unschedulable").asBoolean()
                || node.at("/spec/taints").toString().contains(KubernetesApi.TAINT);
    }

    private void effect(String what) {
        effects.add(what);
        effectAt = wall;
        String intent = storedIntent().orElse("");
        if (intent.isEmpty()) {
            violations.add(what + " without an intent");
        }
        if (!server.stored(LEDGER).toString().contains(intent + "@")) {
            violations.add(what + " before it was paid for");
        }
        if (acting.filter(leader -> leader.allowed(intent)).isEmpty()) {
            violations.add(what + " by one whose last look under this intent did not allow it");
        }
        String uid = what.substring(what.indexOf(' ') + 1);
        String right = kind.target() == Target.POD
                ? caseUid
                : server.stored(NODE).at("/metadata/uid").asText();
        if (!uid.equals(right)) {
            violations.add(what + ", which is somebody else");
        }
    }
}
