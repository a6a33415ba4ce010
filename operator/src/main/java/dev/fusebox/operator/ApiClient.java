package dev.fusebox.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** How the operator talks to the API server: briefly. Retries are the reconciler's, which back off and look again before they write. */
final class ApiClient {
    private static final int REQUEST_MILLISECONDS = 5_000;
    private static final int CONNECT_MILLISECONDS = 2_000;
    private static final int WATCH_AGAIN_MILLISECONDS = 500;

    private ApiClient() {}

    static KubernetesClient create() {
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(REQUEST_MILLISECONDS)
                .withConnectionTimeout(CONNECT_MILLISECONDS)
                .withWatchReconnectInterval(WATCH_AGAIN_MILLISECONDS)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
