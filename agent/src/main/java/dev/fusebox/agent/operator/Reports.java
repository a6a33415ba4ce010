package dev.fusebox.agent.operator;

import dev.fusebox.agent.wire.EvidenceCodec;
import dev.fusebox.agent.wire.GroupCodec;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.GroupView.MemberView;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.MemberReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what this agent knows into the words of the wire. Remembers when burns were told, as ages. Not thread-safe. */
final class Reports {
    /** As many as the Hello may name. */
    static final int MAX_GROUPS = 64;

    private final Map<GroupEpoch, Told> told = new LinkedHashMap<>();

    private record Told(long atNanos, long detectionNanos) {}

    void remember(Notice.FuseBurnt burnt, long nowNanos) {
        if (told.size() >= MAX_GROUPS) {
            told.remove(told.keySet().iterator().next());
        }
        told.put(burnt.groupEpoch(), new Told(nowNanos, burnt.detectionNanos()));
    }

    AgentHello hello(Attachment agent, long nowNanos) {
        AgentHello.Builder hello = agent.self().toBuilder().setApplication(agent.application());
        List<GroupReport> reports = new ArrayList<>();
        agent.views().forEach(view -> reports.add(group(view, nowNanos)));
        List<GroupEpoch> known =
                agent.views().stream().map(GroupView::groupEpoch).toList();
        agent.tombstones().stream()
                .filter(tombstone -> !known.contains(tombstone))
                .forEach(tombstone -> reports.add(tombstone(tombstone, nowNanos)));
        // The newest tombstones are the ones that matter.
        int groups = Math.min(known.size(), MAX_GROUPS);
        hello.addAllGroups(reports.subList(0, groups));
        hello.addAllGroups(
                reports.subList(Math.max(known.size(), reports.size() - (MAX_GROUPS - groups)), reports.size()));
        return hello.build();
    }

    GroupReport group(GroupView view, long nowNanos) {
        GroupReport.Builder report = GroupReport.newBuilder()
                .setGroupEpoch(GroupCodec.encode(view.groupEpoch()))
                .setRevision(view.revision())
                .setFuse(GroupCodec.encode(view.fuse()));
        view.cause().ifPresent(cause -> report.setCause(GroupCodec.encode(cause)));
        ages(report, view.groupEpoch(), nowNanos);
        return report.build();
    }

    private GroupReport tombstone(GroupEpoch groupEpoch, long nowNanos) {
        GroupReport.Builder report = GroupReport.newBuilder()
                .setGroupEpoch(GroupCodec.encode(groupEpoch))
                .setFuse(GroupCodec.encode(FuseState.BURNT));
        ages(report, groupEpoch, nowNanos);
        return report.build();
    }

    private void ages(GroupReport.Builder report, GroupEpoch groupEpoch, long nowNanos) {
        Told when = told.get(groupEpoch);
        if (when != null) {
            report.setDetectionMilliseconds((int) Nanos.toMillis(when.detectionNanos()))
                    .setToldAgeMilliseconds(Nanos.toMillis(nowNanos - when.atNanos()));
        }
    }

    /** What stands about a member; empty if it was not heard yet. */
    static Optional<MemberReport> member(GroupEpoch groupEpoch, MemberView view) {
        MemberReport.Builder report = about(groupEpoch, view.member().id())
                .setVotes(view.votes())
                .setObservers(view.observers())
                .setLevelMilli(view.levelMilli());
        switch (view.state()) {
            case FORMING -> {
                return Optional.empty();
            }
            case MISSING -> report.setState(MemberReport.State.MISSING);
            case HEALTHY -> report.setState(MemberReport.State.HEALTHY);
            case SUSPECTED -> report.setState(MemberReport.State.SUSPECTED);
            case FAILED -> report.setState(MemberReport.State.FAILED);
            case LEFT -> report.setState(MemberReport.State.HAS_LEFT);
        }
        view.verdict().ifPresent(verdict -> report.setVerdict(GroupCodec.encode(verdict)));
        return Optional.of(report.build());
    }

    /** The transition in a notice about a member; empty if it is about none. */
    static Optional<MemberReport> member(Notice notice) {
        GroupEpoch in = notice.groupEpoch();
        return switch (notice) {
            case Notice.MemberSuspected n ->
                Optional.of(about(in, n.subject())
                        .setState(MemberReport.State.SUSPECTED)
                        .setVotes(n.votes())
                        .setObservers(n.observers())
                        .setLevelMilli(n.levelMilli())
                        .build());
            case Notice.MemberFailed n ->
                Optional.of(about(in, n.verdict().subject())
                        .setState(MemberReport.State.FAILED)
                        .setVerdict(GroupCodec.encode(n.verdict().kind()))
                        .setUncorroborated(n.verdict().uncorroborated())
                        .setVotes(n.votes())
                        .setObservers(n.observers())
                        .setLevelMilli(n.levelMilli())
                        .build());
            case Notice.MembersReported n -> Optional.empty();
            case Notice.MemberRefuted n -> plain(in, n.subject(), MemberReport.State.HEALTHY);
            case Notice.MemberRecovered n -> plain(in, n.subject(), MemberReport.State.HEALTHY);
            case Notice.MemberJoined n -> plain(in, n.subject(), MemberReport.State.HEALTHY);
            case Notice.MemberMissing n -> plain(in, n.subject(), MemberReport.State.MISSING);
            case Notice.MemberLeft n -> plain(in, n.subject(), MemberReport.State.HAS_LEFT);
            case Notice.LinkDegraded n ->
                Optional.of(about(in, n.subject())
                        .setState(MemberReport.State.HEALTHY)
                        .setVerdict(GroupCodec.encode(VerdictKind.LINK_DEGRADED))
                        .addAllBlindObservers(
                                n.blindObservers().stream().map(MemberId::value).toList())
                        .build());
            case Notice.RosterAcknowledged n -> Optional.empty();
            case Notice.FuseIntact n -> Optional.empty();
            case Notice.FuseBurnt n -> Optional.empty();
        };
    }

    static AgentMessage message(GroupReport report) {
        return AgentMessage.newBuilder().setGroup(report).build();
    }

    static AgentMessage message(MemberReport report) {
        return AgentMessage.newBuilder().setMember(report).build();
    }

    static AgentMessage message(Evidence evidence) {
        return AgentMessage.newBuilder()
                .setEvidence(EvidenceCodec.encode(evidence))
                .build();
    }

    private static Optional<MemberReport> plain(GroupEpoch in, MemberId subject, MemberReport.State state) {
        return Optional.of(about(in, subject).setState(state).build());
    }

    private static MemberReport.Builder about(GroupEpoch in, MemberId subject) {
        return MemberReport.newBuilder().setGroupEpoch(GroupCodec.encode(in)).setSubject(subject.value());
    }
}
