package dev.fusebox.agent.wire;

import dev.fusebox.agent.pod.ApplicationCheck;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.Roster;
import java.util.Optional;

/**
 * What rosters and orders say about the receiver's own pod. Decoding throws {@link IllegalArgumentException} on anything out of range.
 * A roster without a rule allows nothing; a fate that this agent does not know yet does nothing to its pod.
 */
public final class PodCodec {
    private PodCodec() {}

    /** That part of a roster; the rest of it is empty. */
    public static Roster encode(PodRules rules) {
        RestartRule restart = rules.restart();
        Roster.Builder wire = Roster.newBuilder()
                .setGroupEpoch(GroupCodec.encode(rules.groupEpoch()))
                .setFate(rules.restartsContainers() ? Fate.RESTART_CONTAINERS : Fate.NOTIFY)
                .setRestartRule(dev.fusebox.proto.v1.RestartRule.newBuilder()
                        .setAllowed(restart.allowed())
                        .setDelayMilliseconds(restart.delayMilliseconds())
                        .setMaxActions(restart.maxActions())
                        .setWindowSeconds(restart.windowSeconds()));
        rules.application().ifPresent(check -> wire.setApplication(encode(check)));
        return wire.build();
    }

    /** That part of a roster. */
    public static PodRules decode(Roster wire) {
        return new PodRules(
                GroupCodec.decode(wire.getGroupEpoch()),
                wire.getFate() == Fate.RESTART_CONTAINERS,
                wire.hasRestartRule() ? decode(wire.getRestartRule()) : RestartRule.FORBIDDEN,
                wire.hasApplication() ? Optional.of(decode(wire.getApplication())) : Optional.empty());
    }

    static RestartOrder decode(dev.fusebox.proto.v1.RestartOrder wire) {
        Checks.text("reason", wire.getReason(), Checks.MAX_TEXT_LENGTH);
        return new RestartOrder(
                wire.getId(),
                Checks.member(wire.getMember()),
                Checks.counter("leader epoch", wire.getLeaderEpoch()),
                wire.getReason());
    }

    private static RestartRule decode(dev.fusebox.proto.v1.RestartRule wire) {
        return new RestartRule(
                wire.getAllowed(), wire.getDelayMilliseconds(), wire.getMaxActions(), wire.getWindowSeconds());
    }

    private static dev.fusebox.proto.v1.ApplicationCheck encode(ApplicationCheck check) {
        dev.fusebox.proto.v1.ApplicationCheck.Builder wire = dev.fusebox.proto.v1.ApplicationCheck.newBuilder()
                .setPeriodMilliseconds(check.periodMilliseconds())
                .setTimeoutMilliseconds(check.timeoutMilliseconds())
                .setFailureThreshold(check.failureThreshold());
        return switch (check.kind()) {
            case ApplicationCheck.HttpGet get ->
                wire.setHttpGet(dev.fusebox.proto.v1.ApplicationCheck.HttpGet.newBuilder()
                                .setPath(get.path())
                                .setPort(get.port()))
                        .build();
            case ApplicationCheck.TcpPort tcp -> wire.setTcpPort(tcp.port()).build();
            case ApplicationCheck.GrpcPort grpc -> wire.setGrpcPort(grpc.port()).build();
            case ApplicationCheck.Progress progress -> wire.setProgress(true).build();
        };
    }

    private static ApplicationCheck decode(dev.fusebox.proto.v1.ApplicationCheck wire) {
        ApplicationCheck.Kind kind =
                switch (wire.getKindCase()) {
                    case HTTP_GET ->
                        new ApplicationCheck.HttpGet(
                                wire.getHttpGet().getPath(), wire.getHttpGet().getPort());
                    case TCP_PORT -> new ApplicationCheck.TcpPort(wire.getTcpPort());
                    case GRPC_PORT -> new ApplicationCheck.GrpcPort(wire.getGrpcPort());
                    case PROGRESS -> {
                        if (!wire.getProgress()) {
                            throw Checks.unknown("application check");
                        }
                        yield new ApplicationCheck.Progress();
                    }
                    // A newer kind of check that this agent cannot carry out shows as none: better refused than not
                    // looked at.
                    case KIND_NOT_SET -> throw Checks.unknown("application check");
                };
        return new ApplicationCheck(
                kind, wire.getPeriodMilliseconds(), wire.getTimeoutMilliseconds(), wire.getFailureThreshold());
    }
}
