package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.Voter;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.kubernetes.ModelCluster;
import dev.fusebox.operator.kubernetes.ModelCluster.Effect;
import dev.fusebox.operator.kubernetes.ModelCluster.Weather;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import dev.fusebox.operator.roster.TestingPolicy;
import dev.fusebox.operator.roster.TestingSpec;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.CaseReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A cluster of which it is known who lives: nodes with one member each, kubelets that renew Leases, agents that say what they see or lie,
 * and two operators over the model of an API server. Decisions come from the real judgement and are carried out by the real remediation.
 * One virtual second is one step; whatever is done to somebody who lives is noted.
 */
final class JointWorld {
    private static final long SECOND = 1_000_000_000L;
    private static final long LEASE_SECONDS = 40;
    private static final int RENEWAL_SECONDS = 10;
    private static final int PAUSE_SECONDS = 120;

    final List<String> wrong = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<String> nodes = new ArrayList<>();
    final Set<String> down = new HashSet<>();
    final Set<String> silent = new HashSet<>();
    /** Nodes that live, and whose kubelets do not get through to the API server. */
    final Set<String> unrenewed = new HashSet<>();
    /** Members that are accused, each with the nodes whose members accuse it. */
    final Map<String, Set<String>> accused = new HashMap<>();

    private final Map<String, Long> healing = new HashMap<>();
    boolean apiAway;
    double faults;
    double pauses;
    private final ModelCluster server = new ModelCluster(this::happened);
    private final SplittableRandom random;
    private final GroupSpec spec;
    private final Map<String, Replica> replicas = new HashMap<>();
    private final Map<String, Case> cases = new HashMap<>();
    private final Map<String, String> uids = new HashMap<>();
    private String active = "a";
    private boolean paused;
    private long now;
    private int ids;

    JointWorld(int size, SplittableRandom random) {
        this.random = random;
        GroupSpec standard = new TestingSpec()
                .policy(new TestingPolicy(Mode.ENFORCE)
                        .pod(PodAction.EVICT)
                        .node(NodeAction.CORDON)
                        .policy())
                .spec();
        this.spec = new GroupSpec(
                standard.namespace(),
                standard.name(),
                server.groupUid(),
                standard.generation(),
                standard.selector(),
                standard.minMembers(),
                standard.detection(),
                standard.fate(),
                standard.burnOnLeave(),
                standard.reformsAutomatically(),
                standard.remediation(),
                standard.application(),
                standard.resume());
        for (int i = 0; i < size; i++) {
            nodes.add("n" + i);
            server.node("n" + i);
            uids.put("n" + i, server.pod(member("n" + i), "n" + i));
        }
        for (String name : List.of("a", "b")) {
            replicas.put(
                    name,
                    new Replica(
                            server.api(name, this::weather, this::requestDone, this::wall),
                            () -> "intent-" + ++ids,
                            () -> now,
                            this::wall));
        }
        takeOver("a");
    }

    /** Each node has one member. */
    static String member(String node) {
        return "cart-" + node;
    }

    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            step();
        }
    }

    /** The node loses its network, and its member with it; all others see that. */
    void cut(String node) {
        down.add(node);
        accuse(node, others(node));
    }

    /** It is back; its kubelet writes what it finds. */
    void heal(String node) {
        down.remove(node);
        accused.remove(node);
        server.touch(member(node));
    }

    void accuse(String node, Set<String> by) {
        accused.put(node, by);
    }

    Set<String> others(String node) {
        Set<String> others = new HashSet<>(nodes);
        others.remove(node);
        return others;
    }

    private Replica replica(String name) {
        return Objects.requireNonNull(replicas.get(name));
    }

    private String uid(String node) {
        return Objects.requireNonNull(uids.get(node));
    }

    private Instant wall() {
        return Instant.parse("2026-01-01T00:00:00Z").plusNanos(now);
    }

    /** The node comes back so many seconds from now, whatever is being done then. */
    void healIn(String node, int seconds) {
        healing.put(node, now + seconds * SECOND);
    }

    private void step() {
        now += SECOND;
        List<String> back = healing.entrySet().stream()
                .filter(e -> now >= e.getValue())
                .map(Map.Entry::getKey)
                .toList();
        back.forEach(node -> {
            healing.remove(node);
            heal(node);
        });
        String leader = server.leader();
        if (!leader.equals(active)) {
            takeOver(leader);
        }
        Replica replica = replica(active);
        look(replica);
        listen(replica);
        replica.turn(new Docket(spec, state()));
    }

    /** Another one leads; agents come to it and say everything again. */
    private void takeOver(String name) {
        replica(active).follow();
        active = name;
        server.lead(name);
        replica(name).attached.clear();
        replica(name).lead(new GroupRef(spec.namespace(), spec.name(), spec.uid()), server.intent());
    }

    private void look(Replica replica) {
        replica.facts.leases().watching(!apiAway, now);
        if (apiAway) {
            return;
        }
        for (String node : nodes) {
            replica.facts.node(server.nodeFact(node));
            replica.facts.pod(pod(node));
            if (!down.contains(node) && !unrenewed.contains(node)) {
                long renewal = (now / SECOND + node.hashCode()) / RENEWAL_SECONDS;
                replica.facts.leases().seen(node, "renewal " + renewal, LEASE_SECONDS * SECOND, now);
            }
        }
    }

    private void listen(Replica replica) {
        for (String node : nodes) {
            String uid = uid(node);
            boolean speaks = !down.contains(node) && !silent.contains(node);
            boolean attached = replica.attached.contains(uid);
            if (speaks && !attached) {
                replica.attached.add(uid);
                replica.book.attached(
                        AgentHello.newBuilder()
                                .setMember(uid)
                                .setNamespace("shop")
                                .setApplication(ApplicationState.APPLICATION_HEALTHY)
                                .build(),
                        now);
            } else if (!speaks && attached) {
                replica.attached.remove(uid);
                replica.book.detached(uid, now);
            }
        }
        cases.keySet().retainAll(accused.keySet());
        accused.forEach((node, by) -> {
            Case open = cases.computeIfAbsent(node, n -> verdict(n, by));
            by.stream()
                    .filter(n -> replica.attached.contains(uid(n)))
                    .forEach(n -> replica.book.report(
                            uid(n),
                            CaseReport.newBuilder()
                                    .setSubject(uid(node))
                                    .setForMilliseconds((now - open.openedNanos()) / 1_000_000)
                                    .build(),
                            now));
        });
    }

    private Case verdict(String node, Set<String> by) {
        List<Voter> voters = by.stream()
                .sorted()
                .map(n -> new Voter(uid(n), n, "", 1, 9_000, false))
                .toList();
        return new Case(
                uid(node),
                member(node),
                node,
                "Unreachable",
                voters.size(),
                nodes.size() - 1,
                9_000,
                1,
                now,
                Instant.EPOCH,
                false,
                voters);
    }

    private GroupState state() {
        List<PodFact> pods = nodes.stream().map(this::pod).toList();
        return new GroupState(
                spec.key(),
                1,
                1,
                Fuse.INTACT,
                2,
                pods,
                List.of(),
                pods.stream().map(PodFact::uid).toList(),
                List.of(),
                pods.size(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.copyOf(cases.values()),
                List.of(),
                "",
                RemediationView.EMPTY);
    }

    private PodFact pod(String node) {
        return server.podFact(member(node));
    }

    private Weather weather() {
        if (apiAway) {
            return Weather.REQUEST_LOST;
        }
        maybePause();
        return random.nextDouble() < faults
                ? Weather.values()[1 + random.nextInt(Weather.values().length - 1)]
                : Weather.FINE;
    }

    private void requestDone() {
        maybePause();
    }

    /** Whoever acts stands still for two minutes in the middle of it; the other one leads meanwhile. */
    private void maybePause() {
        if (paused || random.nextDouble() >= pauses) {
            return;
        }
        paused = true;
        String sleeper = active;
        String other = sleeper.equals("a") ? "b" : "a";
        // Not followed: it does not know.
        active = other;
        server.lead(other);
        replica(other).attached.clear();
        replica(other).lead(new GroupRef(spec.namespace(), spec.name(), spec.uid()), server.intent());
        for (int i = 0; i < PAUSE_SECONDS; i++) {
            step();
        }
        active = sleeper;
        paused = random.nextBoolean();
    }

    private void happened(Effect effect) {
        effects.add(effect);
        String node = effect.what().equals("evicted") ? effect.name().substring("cart-".length()) : effect.name();
        if (!down.contains(node)) {
            wrong.add(effect + " lives, at " + now / SECOND + " s");
        }
        if (effects.stream().filter(effect::equals).count() > 1) {
            wrong.add(effect + " twice");
        }
    }

    /** What stands against acting now. */
    List<String> against() {
        return replica(active).against(spec);
    }

    /** What was done, in short. */
    Stream<String> done() {
        return effects.stream().map(e -> e.what() + " " + e.name());
    }
}
