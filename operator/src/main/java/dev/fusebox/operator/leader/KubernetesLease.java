package dev.fusebox.operator.leader;

import dev.fusebox.operator.kubernetes.Deadline;
import dev.fusebox.operator.kubernetes.Right;
import dev.fusebox.operator.kubernetes.Rights;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The Lease {@value #NAME} in the operator's namespace; the wall clock's times in it are for people. */
final class KubernetesLease implements LeaseStore {
    static final String NAME = "fusebox-operator";
    static final String ADDRESS = "fusebox.dev/agents-address";
    private static final String RESOURCE = "leases.coordination.k8s.io";
    private static final String WITHOUT =
            "no replica leads; grant it, or run a single replica with --no-leader-election";

    private final KubernetesClient client;
    private final Deadline deadline;
    private final String namespace;
    private final Rights rights;
    private final Clock wall;

    KubernetesLease(KubernetesClient client, Deadline deadline, String namespace, Rights rights, Clock wall) {
        this.client = client;
        this.deadline = deadline;
        this.namespace = namespace;
        this.rights = rights;
        this.wall = wall;
    }

    @Override
    public Optional<Claim> read() throws Unavailable {
        return ask("get", () -> Optional.ofNullable(
                        client.leases().inNamespace(namespace).withName(NAME).get())
                .map(KubernetesLease::claim));
    }

    @Override
    public Optional<Claim> write(Claim claim, Optional<String> over) throws Unavailable {
        Lease lease = lease(claim, over);
        return ask(over.isPresent() ? "update" : "create", () -> {
            try {
                return Optional.of(claim(
                        over.isPresent()
                                ? client.resource(lease).update()
                                : client.resource(lease).create()));
            } catch (KubernetesClientException fault) {
                boolean faster = fault.getCode() == HttpURLConnection.HTTP_CONFLICT
                        || fault.getCode() == HttpURLConnection.HTTP_NOT_FOUND && over.isPresent();
                if (faster) {
                    return Optional.empty();
                }
                throw fault;
            }
        });
    }

    private Optional<Claim> ask(String verb, Supplier<Optional<Claim>> request) throws Unavailable {
        Right right = new Right(verb, RESOURCE, namespace);
        try {
            Optional<Claim> answer = deadline.call(request);
            rights.granted(right);
            return answer;
        } catch (KubernetesClientException fault) {
            if (fault.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                rights.denied(right, WITHOUT);
            }
            throw new Unavailable(String.valueOf(fault.getMessage()), fault);
        }
    }

    private Lease lease(Claim claim, Optional<String> over) {
        ZonedDateTime now = wall.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
        return new LeaseBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withNamespace(namespace)
                        .withName(NAME)
                        .withResourceVersion(over.orElse(null))
                        .withAnnotations(Map.of(ADDRESS, claim.address()))
                        .build())
                .withNewSpec()
                .withHolderIdentity(claim.holder())
                .withLeaseDurationSeconds((int) TimeUnit.NANOSECONDS.toSeconds(Election.DURATION_NANOS))
                .withLeaseTransitions((int) claim.term())
                .withRenewTime(now)
                .endSpec()
                .build();
    }

    private static Claim claim(Lease lease) {
        Optional<LeaseSpec> spec = Optional.ofNullable(lease.getSpec());
        return new Claim(
                spec.map(LeaseSpec::getHolderIdentity).orElse(""),
                Optional.ofNullable(lease.getMetadata().getAnnotations())
                        .map(a -> a.get(ADDRESS))
                        .orElse(""),
                spec.map(LeaseSpec::getLeaseTransitions).orElse(0),
                lease.getMetadata().getResourceVersion());
    }
}
