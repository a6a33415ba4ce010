package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingSpec;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.CaseReport;
import dev.fusebox.proto.v1.Cause;
import dev.fusebox.proto.v1.Evidence;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.MemberReport;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Roster;
import dev.fusebox.proto.v1.VerdictKind;
import dev.fusebox.proto.v1.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pods, agents and an API server as one group controller sees them, on a clock that moves only when told. */
final class VirtualCluster {
    static final String KEY = "shop/cart";
    static final GroupSpec SPEC = new TestingSpec().spec();

    final Map<String, PodFact> pods = new TreeMap<>();
    final AgentBook book = new AgentBook();
    final List<Push> pushes = new ArrayList<>();
    GroupController controller;
    boolean apiServer = true;
    long nowNanos = 1_000_000_000L;

    VirtualCluster() {
        this(new GroupState.Life(0, Fuse.NONE));
    }

    VirtualCluster(GroupState.Life stored) {
        controller = new GroupController(SPEC, Stored.of(stored), nowNanos);
    }

    static String uid(int number) {
        return "uid-" + number;
    }

    VirtualCluster pods(int count) {
        for (int i = 0; i < count; i++) {
            pod(i, true, false);
        }
        return this;
    }

    void pod(int number, boolean injected, boolean ending) {
        pods.put(
                uid(number),
                new TestingPod(uid(number))
                        .named("cart-" + number)
                        .labels(Map.of("app", "cart"))
                        .on("node" + number % 3)
                        .address("198.19.0." + number)
                        .injected(injected)
                        .ending(ending)
                        .running(false)
                        .fact());
    }

    void attach(int number, GroupReport... known) {
        AgentHello.Builder hello =
                AgentHello.newBuilder().setMember(uid(number)).setNamespace("shop");
        for (GroupReport report : known) {
            hello.addGroups(report);
        }
        book.attached(hello.build(), nowNanos);
        controller.reattached(uid(number));
    }

    VirtualCluster attachAll() {
        for (int i = 0; i < pods.size(); i++) {
            attach(i);
        }
        return this;
    }

    /** Everyone attached, epoch 1 formed and intact. */
    static VirtualCluster intact(int members) {
        VirtualCluster cluster = new VirtualCluster().pods(members).attachAll();
        cluster.run(100);
        cluster.run(100);
        for (int i = 0; i < members; i++) {
            cluster.report(i, 1, FuseState.INTACT);
        }
        cluster.run(100);
        return cluster;
    }

    void report(int number, long epoch, FuseState fuse) {
        book.report(uid(number), groupReport(epoch, 1, fuse), nowNanos);
    }

    static GroupReport groupReport(long epoch, long revision, FuseState fuse) {
        GroupReport.Builder report = GroupReport.newBuilder()
                .setGroupEpoch(GroupEpoch.newBuilder().setGroup(KEY).setEpoch(epoch))
                .setRevision(revision)
                .setFuse(fuse);
        if (fuse == FuseState.BURNT) {
            report.setCause(Cause.newBuilder()
                            .setKind(Cause.Kind.VERDICT)
                            .setVerdict(VerdictKind.UNREACHABLE)
                            .addSubjects(uid(1))
                            .setOrigin(uid(0)))
                    .setDetectionMilliseconds(400);
        }
        return report.build();
    }

    void accuse(int reporter, int subject, long epoch) {
        accuse(reporter, subject, epoch, VerdictKind.UNREACHABLE);
    }

    void accuse(int reporter, int subject, long epoch, VerdictKind verdict) {
        book.report(
                uid(reporter),
                MemberReport.newBuilder()
                        .setGroupEpoch(GroupEpoch.newBuilder().setGroup(KEY).setEpoch(epoch))
                        .setSubject(uid(subject))
                        .setState(MemberReport.State.FAILED)
                        .setVerdict(verdict)
                        .setVotes(4)
                        .setObservers(4)
                        .build());
    }

    void suspects(int reporter, int subject, long epoch) {
        book.report(
                uid(reporter),
                MemberReport.newBuilder()
                        .setGroupEpoch(GroupEpoch.newBuilder().setGroup(KEY).setEpoch(epoch))
                        .setSubject(uid(subject))
                        .setState(MemberReport.State.SUSPECTED)
                        .setVotes(1)
                        .setObservers(4)
                        .build());
    }

    void vote(int observer, int subject, long epoch) {
        book.report(
                uid(observer),
                Evidence.newBuilder()
                        .setGroupEpoch(GroupEpoch.newBuilder().setGroup(KEY).setEpoch(epoch))
                        .setObserver(uid(observer))
                        .setSubject(uid(subject))
                        .setVote(Vote.newBuilder().setWeight(1))
                        .build());
    }

    void probes(int observer, int subject, boolean reachable) {
        book.report(
                uid(observer),
                CaseReport.newBuilder()
                        .setSubject(uid(subject))
                        .setReachable(reachable)
                        .build(),
                nowNanos);
    }

    void applicationFailed(int number) {
        book.application(uid(number), ApplicationState.APPLICATION_FAILED_STATE);
    }

    /** Time passes, the controller looks once, and what it wants written is written. */
    GroupState run(long milliseconds) {
        nowNanos += milliseconds * 1_000_000L;
        pushes.addAll(controller.evaluate(pods.values(), book, nowNanos, Instant.EPOCH));
        if (apiServer) {
            controller.confirmed(state().life());
        }
        return state();
    }

    GroupState state() {
        return controller.state().orElseThrow();
    }

    List<Roster> rosters(int number) {
        return pushes.stream()
                .filter(p -> p.uid().equals(uid(number)) && p.message().hasRoster())
                .map(Push::message)
                .map(OperatorMessage::getRoster)
                .toList();
    }
}
