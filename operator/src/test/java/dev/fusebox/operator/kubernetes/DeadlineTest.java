package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limits guard against hanging: without deadlines these tests do not end. */
@Timeout(30)
class DeadlineTest {
    private static final Deadline SHORT = new Deadline(Duration.ofMillis(300));

    @Test
    void anAnswerAndAFaultPass() {
        KubernetesClientException fault = new KubernetesClientException("409");
        assertThat(SHORT.call(() -> "answer")).isEqualTo("answer");
        assertThatThrownBy(() -> SHORT.call(() -> {
                    throw fault;
                }))
                .isSameAs(fault);
        assertThatThrownBy(() -> SHORT.call(() -> {
                    throw new IllegalStateException("closed");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed");
    }

    @Test
    void aRequestThatDoesNotEndIsGivenUpAndItsThreadIsTold() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        assertThatThrownBy(() -> SHORT.call(() -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } catch (InterruptedException stop) {
                        told.countDown();
                        return false;
                    }
                }))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("no whole answer within 300 ms");
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** The client gives up on headers that do not come; on a body that does not come it never does. */
    @Test
    void aStatusWhoseAnswerHasNoBodyIsWrittenAgainAndNotWaitedForForEver() throws Exception {
        try (HalfAnswers server = new HalfAnswers();
                KubernetesClient client = client(server.port())) {
            StatusWriter writer = new StatusWriter(client, SHORT);
            FailureGroup group = new FailureGroup();
            group.setMetadata(
                    new ObjectMetaBuilder().withNamespace("shop").withName("g").build());

            assertThatThrownBy(() -> writer.write(group, new FailureGroupStatus()))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("no whole answer");
            assertThatThrownBy(() -> writer.read(group)).isInstanceOf(KubernetesClientException.class);
            assertThat(server.answered()).isEqualTo(2);
        }
    }

    private static KubernetesClient client(int port) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + port)
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(5_000)
                        .build())
                .build();
    }
}
