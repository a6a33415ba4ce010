package dev.fusebox.agent.wire;

import dev.fusebox.agent.pod.CaseSubject;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Input.FactReported.Fact;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.proto.v1.CaseWatch;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.ReportedFact;
import java.util.List;
import java.util.Optional;

/** What comes down from the operator. */
public final class OperatorCodec {
    /** The longest list of subjects to probe. */
    public static final int MAX_SUBJECTS = 32;

    private static final int MAX_RETRY_MILLISECONDS = 600_000;

    private OperatorCodec() {}

    /** A message of the operator. */
    public sealed interface Word {}

    /** News for the member. */
    public record News(Input input) implements Word {}

    /** A roster: news for the member, and what it says about this pod. */
    public record RosterPushed(Roster roster, PodRules rules) implements Word {}

    /** An order about this pod. */
    public record Ordered(RestartOrder order) implements Word {}

    /** Whom to go on probing; replaces the list before. */
    public record Watching(List<CaseSubject> subjects) implements Word {
        public Watching {
            subjects = List.copyOf(subjects);
        }
    }

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
                        case ROSTER ->
                            new RosterPushed(RosterCodec.decode(wire.getRoster()), PodCodec.decode(wire.getRoster()));
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
                        case RESTART -> new Ordered(PodCodec.decode(wire.getRestart()));
                        case CASES -> watching(wire.getCases());
                        case BODY_NOT_SET -> throw Checks.unknown("body");
                    });
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Watching watching(CaseWatch wire) {
        Checks.count("subjects", wire.getSubjectsCount(), MAX_SUBJECTS);
        return new Watching(wire.getSubjectsList().stream()
                .map(s -> new CaseSubject(
                        Checks.member(s.getMember()),
                        Checks.text("address", s.getAddress(), Checks.MAX_ADDRESS_LENGTH)))
                .toList());
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
