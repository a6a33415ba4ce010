package dev.fusebox.agent.wire;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import java.util.List;
import java.util.Optional;

/** Names, epochs and causes. Decoding throws {@link IllegalArgumentException} on anything out of range. */
public final class GroupCodec {
    private GroupCodec() {}

    public static dev.fusebox.proto.v1.GroupEpoch encode(GroupEpoch groupEpoch) {
        return dev.fusebox.proto.v1.GroupEpoch.newBuilder()
                .setGroup(groupEpoch.group())
                .setEpoch(groupEpoch.epoch())
                .build();
    }

    public static GroupEpoch decode(dev.fusebox.proto.v1.GroupEpoch wire) {
        return new GroupEpoch(wire.getGroup(), Checks.positive("epoch", wire.getEpoch()));
    }

    public static dev.fusebox.proto.v1.Session encode(Session session) {
        return dev.fusebox.proto.v1.Session.newBuilder()
                .setCounter(session.counter())
                .setRandom(session.random())
                .build();
    }

    public static Session decode(dev.fusebox.proto.v1.Session wire) {
        return new Session(Checks.positive("session counter", wire.getCounter()), wire.getRandom());
    }

    public static dev.fusebox.proto.v1.Cause encode(Cause cause) {
        return dev.fusebox.proto.v1.Cause.newBuilder()
                .setKind(encode(cause.kind()))
                .setVerdict(cause.verdict()
                        .map(GroupCodec::encode)
                        .orElse(dev.fusebox.proto.v1.VerdictKind.VERDICT_UNSPECIFIED))
                .addAllSubjects(cause.subjects().stream().map(MemberId::value).toList())
                .setOrigin(cause.origin().value())
                .setDetail(cause.detail())
                .setUncorroborated(cause.uncorroborated())
                .build();
    }

    public static Cause decode(dev.fusebox.proto.v1.Cause wire) {
        Checks.count("subjects", wire.getSubjectsCount(), Cause.MAX_SUBJECTS);
        List<MemberId> subjects =
                wire.getSubjectsList().stream().map(Checks::member).toList();
        Cause.Kind kind = decode(wire.getKind());
        Optional<VerdictKind> verdict =
                kind == Cause.Kind.VERDICT ? Optional.of(decode(wire.getVerdict())) : Optional.empty();
        String detail = Checks.text("detail", wire.getDetail(), Cause.MAX_DETAIL_LENGTH);
        return new Cause(kind, verdict, subjects, Checks.member(wire.getOrigin()), detail, wire.getUncorroborated());
    }

    public static dev.fusebox.proto.v1.VerdictKind encode(VerdictKind kind) {
        return switch (kind) {
            case LEFT -> dev.fusebox.proto.v1.VerdictKind.LEFT;
            case APPLICATION_FAILED -> dev.fusebox.proto.v1.VerdictKind.APPLICATION_FAILED;
            case REPORTED -> dev.fusebox.proto.v1.VerdictKind.REPORTED;
            case LINK_DEGRADED -> dev.fusebox.proto.v1.VerdictKind.LINK_DEGRADED;
            case UNREACHABLE -> dev.fusebox.proto.v1.VerdictKind.UNREACHABLE;
            case ISOLATED -> dev.fusebox.proto.v1.VerdictKind.ISOLATED;
        };
    }

    private static VerdictKind decode(dev.fusebox.proto.v1.VerdictKind wire) {
        return switch (wire) {
            case LEFT -> VerdictKind.LEFT;
            case APPLICATION_FAILED -> VerdictKind.APPLICATION_FAILED;
            case REPORTED -> VerdictKind.REPORTED;
            case LINK_DEGRADED -> VerdictKind.LINK_DEGRADED;
            case UNREACHABLE -> VerdictKind.UNREACHABLE;
            case ISOLATED -> VerdictKind.ISOLATED;
            case VERDICT_UNSPECIFIED, UNRECOGNIZED -> throw Checks.unknown("verdict");
        };
    }

    private static dev.fusebox.proto.v1.Cause.Kind encode(Cause.Kind kind) {
        return switch (kind) {
            case VERDICT -> dev.fusebox.proto.v1.Cause.Kind.VERDICT;
            case SIGNAL -> dev.fusebox.proto.v1.Cause.Kind.SIGNAL;
            case NOT_FORMED -> dev.fusebox.proto.v1.Cause.Kind.NOT_FORMED;
            case EPOCH_LOST -> dev.fusebox.proto.v1.Cause.Kind.EPOCH_LOST;
            case TOMBSTONE -> dev.fusebox.proto.v1.Cause.Kind.TOMBSTONE;
        };
    }

    private static Cause.Kind decode(dev.fusebox.proto.v1.Cause.Kind wire) {
        return switch (wire) {
            case VERDICT -> Cause.Kind.VERDICT;
            case SIGNAL -> Cause.Kind.SIGNAL;
            case NOT_FORMED -> Cause.Kind.NOT_FORMED;
            case EPOCH_LOST -> Cause.Kind.EPOCH_LOST;
            case TOMBSTONE -> Cause.Kind.TOMBSTONE;
            case CAUSE_UNSPECIFIED, UNRECOGNIZED -> throw Checks.unknown("cause");
        };
    }

    public static dev.fusebox.proto.v1.FuseState encode(FuseState state) {
        return switch (state) {
            case FORMING -> dev.fusebox.proto.v1.FuseState.FORMING;
            case INTACT -> dev.fusebox.proto.v1.FuseState.INTACT;
            case BURNT -> dev.fusebox.proto.v1.FuseState.BURNT;
        };
    }
}
