package dev.fusebox.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.operator.kubernetes.Deadline;
import dev.fusebox.operator.kubernetes.Right;
import dev.fusebox.operator.kubernetes.Rights;
import dev.fusebox.operator.kubernetes.TestingApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class KubernetesLeaseTest {
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/fusebox-system/leases";
    private static final String LEASE = LEASES + "/fusebox-operator";

    private final Rights rights = new Rights(missing -> {});
    private final Clock wall = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private TestingApi api;
    private KubernetesClient client;
    private KubernetesLease lease;

    @BeforeEach
    void listen() throws IOException {
        api = new TestingApi();
        client = api.client();
        lease = new KubernetesLease(client, Deadline.OF_A_REQUEST, "fusebox-system", rights, wall);
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    private static Claim claim(String holder, long term) {
        return new Claim(holder, holder + ":7443", term, "");
    }

    @Test
    void itIsCreatedReadAndReplaced() throws Exception {
        assertThat(lease.read()).isEmpty();
        Claim first = lease.write(claim("a", 1), Optional.empty()).orElseThrow();
        assertThat(first).isEqualTo(new Claim("a", "a:7443", 1, first.version()));
        assertThat(lease.read()).contains(first);
        Claim second = lease.write(claim("b", 2), Optional.of(first.version())).orElseThrow();
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(lease.read()).contains(second);
    }

    @Test
    void whoComesSecondIsToldSo() throws Exception {
        Claim first = lease.write(claim("a", 1), Optional.empty()).orElseThrow();
        assertThat(lease.write(claim("b", 1), Optional.empty())).isEmpty();
        lease.write(claim("a", 1), Optional.of(first.version()));
        assertThat(lease.write(claim("b", 2), Optional.of(first.version()))).isEmpty();
    }

    @Test
    void aLeaseThatWasDeletedIsNotReplaced() throws Exception {
        assertThat(lease.write(claim("a", 1), Optional.of("7"))).isEmpty();
    }

    @Test
    void aReleasedLeaseHasNoHolder() throws Exception {
        Claim first = lease.write(claim("a", 1), Optional.empty()).orElseThrow();
        lease.write(new Claim("", "", 1, ""), Optional.of(first.version()));
        assertThat(lease.read().orElseThrow().released()).isTrue();
    }

    @Test
    void theRightThatIsMissingIsNamed() {
        api.forbidden.add("create " + LEASES);
        assertThatThrownBy(() -> lease.write(claim("a", 1), Optional.empty()))
                .isInstanceOf(LeaseStore.Unavailable.class);
        assertThat(rights.missing())
                .containsExactly(new Right("create", "leases.coordination.k8s.io", "fusebox-system"));
        assertThat(rights.missing().get(0).text())
                .isEqualTo("create leases.coordination.k8s.io in namespace fusebox-system");
        assertThat(api.get(LEASE)).isEmpty();
    }

    @Test
    void anApiServerThatIsGoneIsNoMissingRight() {
        api.close();
        assertThatThrownBy(() -> lease.read()).isInstanceOf(LeaseStore.Unavailable.class);
        assertThat(rights.missing()).isEmpty();
    }
}
