package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fusebox.operator.remediation.Answer;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Intent;
import dev.fusebox.operator.remediation.Read;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What remediation relies on in an API server, each with the answer that it must give: run on the model by {@link ApiServerModelTest} and
 * on a real one by {@link RealApiServerIT}. Works in namespace {@code default}, with names of its own.
 */
abstract class ConformanceScript {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String GROUPS = "/apis/fusebox.dev/v1alpha1/namespaces/default/failuregroups";
    private static final String SOMEBODY = "00000000-0000-0000-0000-000000000000";

    abstract Requests requests();

    /** A name that nothing has yet. */
    abstract String name();

    /** From here on no pod with label {@code app} of that name may be evicted. */
    abstract void protect(String name);

    @Test
    void aWriteWithAnOldVersionIsAConflict() {
        String name = name();
        String first = version(requests().post(MAPS, map(name, "1", "")).body());
        assertThat(requests().put(MAPS + "/" + name, map(name, "2", first)).answer())
                .isEqualTo(Answer.DONE);
        assertThat(requests().put(MAPS + "/" + name, map(name, "3", first)).answer())
                .isEqualTo(Answer.CONFLICT);
        assertThat(requests().post(MAPS, map(name, "4", "")).answer()).isEqualTo(Answer.CONFLICT);
        assertThat(requests().get(MAPS + "/" + name).body().at("/data/value").asText())
                .isEqualTo("2");
    }

    @Test
    void aPatchWithAnOldVersionIsAConflictAndOneThatChangesNothingKeepsTheVersion() {
        String name = name();
        String first = version(requests().post(MAPS, map(name, "1", "")).body());
        Object patch = Map.of("metadata", Map.of("resourceVersion", first), "data", Map.of("value", "2"));
        String second = version(
                requests().patch(MAPS + "/" + name, Requests.MERGE_PATCH, patch).body());
        assertThat(requests()
                        .patch(MAPS + "/" + name, Requests.MERGE_PATCH, patch)
                        .answer())
                .isEqualTo(Answer.CONFLICT);
        Object nothing = Map.of("data", Map.of("value", "2"));
        assertThat(version(requests()
                        .patch(MAPS + "/" + name, Requests.MERGE_PATCH, nothing)
                        .body()))
                .isEqualTo(second);
    }

    @Test
    void aJsonPatchWhoseTestFailsChangesNothing() {
        String name = name();
        requests().post(MAPS, map(name, "1", ""));
        List<Map<String, String>> steps = List.of(
                Map.of("op", "test", "path", "/data/value", "value", "other"),
                Map.of("op", "replace", "path", "/data/value", "value", "2"));
        assertThat(requests()
                        .patch(MAPS + "/" + name, Requests.JSON_PATCH, steps)
                        .answer())
                .isEqualTo(Answer.CONFLICT);
        assertThat(requests().get(MAPS + "/" + name).body().at("/data/value").asText())
                .isEqualTo("1");
    }

    @Test
    void aDeletionOfAnotherUidOrVersionIsAConflict() {
        String name = name();
        JsonNode pod = requests().post(PODS, pod(name)).body();
        assertThat(api().delete("default", name, SOMEBODY, version(pod))).isEqualTo(Answer.CONFLICT);
        assertThat(requests()
                        .delete(PODS + "/" + name, Map.of("preconditions", Map.of("uid", SOMEBODY)))
                        .answer())
                .isEqualTo(Answer.CONFLICT);
        assertThat(api().delete("default", name, uid(pod), "1")).isEqualTo(Answer.CONFLICT);
        assertThat(api().delete("default", name, uid(pod), version(pod))).isEqualTo(Answer.DONE);
    }

    @Test
    void anEvictionOfAnotherUidIsAConflictOneThatIsOnlyTriedRemovesNothing() {
        String name = name();
        JsonNode pod = requests().post(PODS, pod(name)).body();
        assertThat(api().evict("default", name, SOMEBODY, version(pod))).isEqualTo(Answer.CONFLICT);
        assertThat(api().evict("default", name, uid(pod), "1")).isEqualTo(Answer.CONFLICT);
        assertThat(api().tryEviction("default", name, uid(pod))).isEqualTo(Answer.DONE);
        assertThat(requests().get(PODS + "/" + name).body().at("/metadata").has("deletionTimestamp"))
                .isFalse();
        assertThat(api().evict("default", name, uid(pod), version(pod))).isEqualTo(Answer.DONE);
        assertThat(api().evict("default", name + "-none", uid(pod), "1")).isEqualTo(Answer.ABSENT);
    }

    @Test
    void anEvictionThatABudgetForbidsIsRefused() {
        String name = name();
        requests().post(PODS, pod(name));
        requests()
                .patch(
                        PODS + "/" + name + "/status",
                        Requests.MERGE_PATCH,
                        Map.of("status", Map.of("phase", "Running")));
        protect(name);
        JsonNode pod = requests().get(PODS + "/" + name).body();
        assertThat(api().tryEviction("default", name, uid(pod))).isEqualTo(Answer.REFUSED);
        assertThat(api().evict("default", name, uid(pod), version(pod))).isEqualTo(Answer.REFUSED);
        assertThat(requests().get(PODS + "/" + name).good()).isTrue();
    }

    @Test
    void aWatchFromAForgottenVersionHasExpired() {
        Requests.Reply reply = requests().get(MAPS + "?watch=true&resourceVersion=1&timeoutSeconds=1");
        assertThat(List.of(reply.code(), reply.body().at("/object/code").asInt()))
                .contains(410);
    }

    @Test
    void whatOneManagerAppliedAnotherNeitherTakesNorLoses() {
        String name = name();
        requests().post(MAPS, map(name, "1", ""));
        assertThat(apply(name, "fusebox-test-a", Map.of("a", "1"))).isEqualTo(Answer.DONE);
        assertThat(apply(name, "fusebox-test-b", Map.of("a", "2"))).isEqualTo(Answer.CONFLICT);
        assertThat(apply(name, "fusebox-test-b", Map.of("b", "2"))).isEqualTo(Answer.DONE);
        assertThat(apply(name, "fusebox-test-b", Map.of("c", "2"))).isEqualTo(Answer.DONE);
        JsonNode data = requests().get(MAPS + "/" + name).body().path("data");
        assertThat(data.has("a")).isTrue();
        assertThat(data.has("b")).isFalse();
    }

    @Test
    void anIntentHasAnOptimisticLockAndSummariesDoNotCarryIt() {
        String name = name();
        JsonNode made = requests().post(GROUPS, group(name)).body();
        GroupRef ref = new GroupRef("default", name, uid(made));
        // Where an operator runs it writes its own summary meanwhile, which is another version.
        assertThat(retried(name, version -> api().raiseLeaderEpoch(ref, version, 1)))
                .isEqualTo(Answer.DONE);
        assertThat(api().writeIntent(ref, version(made), Optional.of(intent()))).isEqualTo(Answer.CONFLICT);
        assertThat(retried(name, version -> api().writeIntent(ref, version, Optional.of(intent()))))
                .isEqualTo(Answer.DONE);
        Object summary = Map.of(
                "apiVersion",
                "fusebox.dev/v1alpha1",
                "kind",
                "FailureGroup",
                "metadata",
                Map.of("name", name),
                "status",
                Map.of("epoch", 3));
        assertThat(requests()
                        .patch(
                                GROUPS + "/" + name + "/status?fieldManager=fusebox-test&force=true",
                                "application/apply-patch+yaml",
                                summary)
                        .answer())
                .isEqualTo(Answer.DONE);
        assertThat(api().group(ref).found().flatMap(g -> g.intent())).contains(intent());
        String last = version(requests().get(GROUPS + "/" + name).body());
        assertThat(api().writeIntent(ref, last, Optional.empty())).isEqualTo(Answer.DONE);
        assertThat(api().group(ref).found().flatMap(g -> g.intent())).isEmpty();
    }

    private KubernetesApi api() {
        return new KubernetesApi(requests(), "default", "conformance", () -> new Read.Found<>(true), this::now);
    }

    private Answer apply(String name, String manager, Map<String, String> data) {
        return requests()
                .patch(
                        MAPS + "/" + name + "?fieldManager=" + manager,
                        "application/apply-patch+yaml",
                        Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name), "data", data))
                .answer();
    }

    private static Intent intent() {
        return new Intent("i-1", "pod-uid", "Evict", "p", "n", "7", "ab", 1, "2026-01-01T00:00:00Z");
    }

    private static Map<String, Object> map(String name, String value, String version) {
        Map<String, String> metadata =
                version.isEmpty() ? Map.of("name", name) : Map.of("name", name, "resourceVersion", version);
        return Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata, "data", Map.of("value", value));
    }

    /** Nobody schedules it, so that it needs no node. */
    /** A real one compares with its own clock. */
    Instant now() {
        return Instant.parse("2026-01-01T00:00:00Z");
    }

    private Answer retried(String group, Function<String, Answer> write) {
        Answer answer = Answer.CONFLICT;
        for (int i = 0; i < 20 && answer == Answer.CONFLICT; i++) {
            answer = write.apply(version(requests().get(GROUPS + "/" + group).body()));
        }
        return answer;
    }

    private static Map<String, Object> pod(String name) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", name, "namespace", "default", "labels", Map.of("app", name)),
                "spec",
                Map.of("schedulerName", "nobody", "containers", List.of(Map.of("name", "c", "image", "none"))));
    }

    private static Map<String, Object> group(String name) {
        return Map.of(
                "apiVersion",
                "fusebox.dev/v1alpha1",
                "kind",
                "FailureGroup",
                "metadata",
                Map.of("name", name, "namespace", "default"),
                "spec",
                Map.of("selector", Map.of("matchLabels", Map.of("app", name))));
    }

    private static String version(JsonNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }

    private static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }
}
