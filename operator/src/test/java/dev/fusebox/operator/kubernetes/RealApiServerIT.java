package dev.fusebox.operator.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A real API server does what {@link ConformanceScript} says: that of {@code KUBECONFIG}, on which the CRD is installed, and which was
 * started anew since the cluster was made, for it must have forgotten the first versions. {@code ./fusebox test} does all that; by hand:
 * {@code mvn -pl operator -am test -Dtest=RealApiServerIT -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
class RealApiServerIT extends ConformanceScript {
    private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.autoConfigure(null))
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    private final String name = "conformance-" + UUID.randomUUID();

    @Override
    Requests requests() {
        return new Requests(new ClientWire(client));
    }

    @Override
    String name() {
        return name;
    }

    @Override
    void protect(String app) {
        requests()
                .post(
                        BUDGETS,
                        Map.of(
                                "apiVersion",
                                "policy/v1",
                                "kind",
                                "PodDisruptionBudget",
                                "metadata",
                                Map.of("name", app),
                                "spec",
                                Map.of("maxUnavailable", 0, "selector", Map.of("matchLabels", Map.of("app", app)))));
    }

    @AfterEach
    void cleanUp() {
        Map<String, Integer> atOnce = Map.of("gracePeriodSeconds", 0);
        requests().delete(BUDGETS + "/" + name, atOnce);
        requests().delete("/api/v1/namespaces/default/pods/" + name, atOnce);
        requests().delete("/api/v1/namespaces/default/configmaps/" + name, atOnce);
        requests().delete("/apis/fusebox.dev/v1alpha1/namespaces/default/failuregroups/" + name, atOnce);
        client.close();
    }

    @Override
    Instant now() {
        return Instant.now();
    }
}
