package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fusebox.operator.kubernetes.ApiServerModel.Change;
import dev.fusebox.operator.kubernetes.Requests.Reply;
import dev.fusebox.operator.remediation.ClusterApi;
import dev.fusebox.operator.remediation.Read;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The group shop/cart with its pods and nodes on the model of an API server, for tests that bring operators of their own. */
public final class ModelCluster {
    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String NODES = "/api/v1/nodes";
    private static final String GROUPS = "/apis/fusebox.dev/v1alpha1/namespaces/shop/failuregroups";

    private final ApiServerModel server = new ApiServerModel();
    private final Map<String, Known> facts = new HashMap<>();

    private record Known(JsonNode object, Object fact) {}

    /** What becomes of one request. */
    public enum Weather {
        FINE,
        REQUEST_LOST,
        REPLY_LOST,
        SERVER_ERROR,
        THROTTLED,
        STALE_READ
    }

    /** What was done to a pod or node: {@code evicted} or {@code closed}. */
    public record Effect(String what, String name, String uid) {}

    /** An empty cluster in which nobody leads. */
    public ModelCluster(Consumer<Effect> effects) {
        make(GROUPS, "{'metadata':{'name':'cart'},'spec':{},'status':{'epoch':1}}");
        make(
                "/apis/coordination.k8s.io/v1/namespaces/fusebox-system/leases",
                "{'metadata':{'name':'fusebox'},'spec':{'holderIdentity':''}}");
        server.watch(change -> tell(change, effects));
        server.budget("shop", Integer.MAX_VALUE);
    }

    public String groupUid() {
        return uid(GROUPS + "/cart");
    }

    /** Makes a node that is Ready. */
    public void node(String name) {
        make(
                NODES,
                "{'metadata':{'name':'" + name
                        + "'},'spec':{},'status':{'conditions':[{'type':'Ready','status':'True'}]}}");
    }

    /** Makes a pod that is Ready, and gives its UID. */
    public String pod(String name, String node) {
        make(
                PODS,
                "{'metadata':{'name':'" + name + "','namespace':'shop','labels':{'app':'cart'},'ownerReferences':"
                        + "[{'apiVersion':'apps/v1','kind':'StatefulSet','name':'cart','uid':'o-" + name
                        + "','controller':true}]},'spec':{'nodeName':'" + node
                        + "','containers':[{'name':'app'},{'name':'fusebox-agent'}]},'status':{'phase':'Running',"
                        + "'podIP':'10.0.0.1','conditions':[{'type':'Ready','status':'True'}]}}");
        return uid(PODS + "/" + name);
    }

    /** The kubelet of that pod's node writes its status anew. */
    public void touch(String pod) {
        server.send(
                "PATCH",
                PODS + "/" + pod + "/status",
                Requests.MERGE_PATCH,
                "{\"status\":{\"message\":\"seen again\"}}");
    }

    public PodFact podFact(String name) {
        return fact(PODS + "/" + name, PodFact.class, json -> PodReader.fact(Serialization.unmarshal(json, Pod.class)));
    }

    public NodeFact nodeFact(String name) {
        return fact(
                NODES + "/" + name, NodeFact.class, json -> NodeReader.fact(Serialization.unmarshal(json, Node.class)));
    }

    /** Read once for each state of the object. */
    private <T> T fact(String path, Class<T> type, Function<String, T> read) {
        JsonNode now = server.stored(path);
        Known known = facts.get(path);
        if (known == null || known.object() != now) {
            known = new Known(now, read.apply(now.toString()));
            facts.put(path, known);
        }
        return type.cast(known.fact());
    }

    /** Whether the group's status holds an intent. */
    public boolean intent() {
        return !server.stored(GROUPS + "/cart").at("/status/intent/id").isMissingNode();
    }

    /** That one holds the operator's Lease from now on. */
    public void lead(String name) {
        server.send(
                "PATCH", ActingWorld.LEADER, Requests.MERGE_PATCH, "{\"spec\":{\"holderIdentity\":\"" + name + "\"}}");
    }

    /** Who holds it. */
    public String leader() {
        return server.stored(ActingWorld.LEADER).at("/spec/holderIdentity").asText();
    }

    /**
     * The real adapter of an operator over this server.
     *
     * @param weather asked before each request, which may take its time
     * @param after called after each
     */
    public ClusterApi api(String name, Supplier<Weather> weather, Runnable after, Supplier<Instant> wall) {
        Requests requests = new Requests((method, path, type, body) -> {
            Reply reply = send(weather.get(), method, path, type, body);
            after.run();
            return reply;
        });
        return new KubernetesApi(
                requests, "fusebox-system", name, () -> leading(name, requests.get(ActingWorld.LEADER)), wall);
    }

    private Reply send(Weather weather, String method, String path, String type, String body) {
        return switch (weather) {
            case FINE -> server.send(method, path, type, body);
            case REQUEST_LOST -> Reply.NONE;
            case REPLY_LOST -> {
                server.send(method, path, type, body);
                yield Reply.NONE;
            }
            case SERVER_ERROR -> new Reply(500, MissingNode.getInstance());
            case THROTTLED -> new Reply(429, MissingNode.getInstance());
            case STALE_READ -> method.equals("GET") ? earlier(path) : server.send(method, path, type, body);
        };
    }

    private Reply earlier(String path) {
        JsonNode was = server.earlier(path);
        return was.isMissingNode() ? new Reply(404, was) : new Reply(200, was.deepCopy());
    }

    private static Read<Boolean> leading(String name, Reply lease) {
        return lease.good()
                ? new Read.Found<>(
                        lease.body().at("/spec/holderIdentity").asText().equals(name))
                : new Read.Unknown<>("no answer");
    }

    private static void tell(Change change, Consumer<Effect> effects) {
        String name = change.after().at("/metadata/name").asText();
        String uid = change.after().at("/metadata/uid").asText();
        boolean ends = change.after().at("/metadata").has("deletionTimestamp")
                && !change.before().at("/metadata").has("deletionTimestamp");
        if (change.path().startsWith(PODS + "/") && ends) {
            effects.accept(new Effect("evicted", name, uid));
        }
        boolean closes = change.after().at("/spec/unschedulable").asBoolean()
                && !change.before().at("/spec/unschedulable").asBoolean();
        if (change.path().startsWith(NODES + "/") && closes) {
            effects.accept(new Effect("closed", name, uid));
        }
    }

    private void make(String collection, String json) {
        server.send("POST", collection, "application/json", json.replace('\'', '"'));
    }

    private String uid(String path) {
        return server.stored(path).at("/metadata/uid").asText();
    }
}
