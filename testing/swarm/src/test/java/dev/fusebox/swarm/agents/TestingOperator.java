package dev.fusebox.swarm.agents;

import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Stored;
import dev.fusebox.operator.health.review.Review;
import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.ingest.AgentGateway;
import dev.fusebox.operator.ingest.Door;
import dev.fusebox.operator.ingest.TransportCredentials;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.LabelRequirement;
import dev.fusebox.operator.roster.Owner;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.Tri;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The operator's own hub and gateway on loopback; each status counts as written at once. */
final class TestingOperator implements AutoCloseable {
    private static final int HANG_SECONDS = 30;
    private static final String NAMESPACE = "shop";
    private static final String GROUP = "cart";

    /** Of the one group that there is. */
    static final String KEY = NAMESPACE + "/" + GROUP;

    // They know each other in a circle.
    private volatile Optional<AgentGateway> sender = Optional.empty();
    private volatile Optional<Hub> self = Optional.empty();
    private final BlockingQueue<GroupState> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    private final Hub hub;
    private final AgentGateway gateway;

    TestingOperator() throws IOException {
        hub = new Hub(
                System::nanoTime,
                () -> Instant.EPOCH,
                push -> sender.ifPresent(g -> g.push(push.uid(), push.message())),
                this::news,
                (group, happening) -> {},
                (uid, reason) -> refused.add(reason.text()),
                () -> new Review.Post(true, 0, 0, false));
        self = Optional.of(hub);
        gateway = new AgentGateway(
                0,
                TransportCredentials.insecure(),
                hub,
                Door.OPEN,
                (uid, reason) -> refused.add(reason.text()),
                hub::quarantined,
                System::nanoTime);
        sender = Optional.of(gateway);
    }

    /** Knows these pods and leads their group from its beginning. */
    void leads(List<Member> members) {
        hub.lead();
        members.forEach(member -> hub.pod(pod(member)));
        observe(new GroupState.Life(0, Fuse.NONE));
    }

    /** Loses its lead and all agents, and leads again with a status that says this. */
    void leadsAgain(GroupState.Life stored) {
        hub.follow();
        gateway.dismissAll(all -> Refusal.newBuilder().setReason("a test").build());
        hub.lead();
        states.clear();
        observe(stored);
    }

    private void observe(GroupState.Life stored) {
        hub.observe(
                new GroupSpec(
                        NAMESPACE,
                        GROUP,
                        "uid-of-cart",
                        1,
                        List.of(new LabelRequirement("app", LabelRequirement.Operator.IN, List.of(GROUP))),
                        2,
                        Detection.newBuilder()
                                .setDetector(Detection.Detector.PHI_ACCRUAL)
                                .setHeartbeatIntervalMilliseconds(200)
                                .setPhiThresholdMilli(8_000)
                                .setObserversPerMember(5)
                                .setSuspicionTimeoutMilliseconds(250)
                                .setStartupGraceSeconds(30)
                                .build(),
                        Fate.NOTIFY,
                        false,
                        true,
                        RemediationPolicy.DEFAULT,
                        Optional.empty(),
                        ""),
                Stored.of(stored));
    }

    static Member member(int number) {
        return new Member("uid-" + number, NAMESPACE, "cart-" + number, "node-" + number);
    }

    String address() {
        return "127.0.0.1:" + gateway.port();
    }

    /** The first state from now on that fits. */
    GroupState tells(Predicate<GroupState> wanted) throws InterruptedException {
        while (true) {
            GroupState next = states.poll(HANG_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no such state; newest: " + hub.told(KEY) + ", refused: " + refused);
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    /** Why messages were not taken, so far. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    private void news(String key) {
        self.flatMap(h -> h.told(key)).ifPresent(state -> {
            states.add(state);
            self.ifPresent(h -> h.confirmed(key, state.life()));
        });
    }

    private static PodFact pod(Member member) {
        return new PodFact(
                member.uid(),
                member.namespace(),
                member.name(),
                Map.of("app", GROUP),
                member.node(),
                "",
                "10.0.0.1",
                true,
                false,
                false,
                true,
                Tri.TRUE,
                PodFact.Containers.RUNNING,
                Owner.NONE,
                false);
    }

    @Override
    public void close() {
        gateway.close();
        hub.close();
    }
}
