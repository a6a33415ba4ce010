package dev.fusebox.agent.wire;

import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Input.FactReported.Fact;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.ReportedFact;
import java.util.Optional;

/** What comes down from the operator. */
public final class OperatorCodec {
    private static final int MAX_RETRY_MILLISECONDS = 600_000;

    private OperatorCodec() {}

    /** A message of the operator. */
    public sealed interface Word {}

    /** News for the member. */
    public record News(Input input) implements Word {}

    /**
     * "Not here."
     *
     * @param leaderAddress host:port of whom to ask instead, empty if unknown
     */
    public record Refused(String reason, String leaderAddress, int retryAfterMilliseconds) implements Word {}

    /** The word in that message; empty if anything about it is wrong. */
    public static Optional<Word> decode(OperatorMessage wire) {
        try {
            return Optional.of(
                    switch (wire.getBodyCase()) {
                        case ROSTER -> new News(new Input.RosterReceived(RosterCodec.decode(wire.getRoster())));
                        case GROUP_REMOVED ->
                            new News(new Input.GroupRemoved(Checks.text(
                                    "group", wire.getGroupRemoved().getGroup(), GroupEpoch.MAX_NAME_LENGTH)));
                        case FACT -> new News(fact(wire.getFact()));
                        case REFUSAL ->
                            new Refused(
                                    Checks.text("reason", wire.getRefusal().getReason(), Checks.MAX_TEXT_LENGTH),
                                    Checks.text(
                                            "leader", wire.getRefusal().getLeaderAddress(), Checks.MAX_ADDRESS_LENGTH),
                                    Checks.inRange(
                                            "retry",
                                            wire.getRefusal().getRetryAfterMilliseconds(),
                                            0,
                                            MAX_RETRY_MILLISECONDS));
                        case BODY_NOT_SET -> throw Checks.unknown("body");
                    });
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Input fact(ReportedFact wire) {
        Fact fact =
                switch (wire.getKind()) {
                    case POD_LEFT -> Fact.POD_LEFT;
                    case POD_GONE -> Fact.POD_GONE;
                    case CONTAINER_RESTARTED -> Fact.CONTAINER_RESTARTED;
                    case NODE_GONE -> Fact.NODE_GONE;
                    case KIND_UNSPECIFIED, UNRECOGNIZED -> throw Checks.unknown("fact");
                };
        return new Input.FactReported(
                GroupCodec.decode(wire.getGroupEpoch()),
                Checks.member(wire.getMember()),
                fact,
                Checks.text("detail", wire.getDetail(), Checks.MAX_TEXT_LENGTH));
    }
}
