package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.Evidence;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.MemberReport;
import java.util.Optional;

/** Looks at every message before it touches state: lengths, ranges, known values. Pure. */
final class MessageCheck {
    private static final int MAX_ID = 63;
    private static final int MAX_GROUP = 317;
    private static final int MAX_GROUPS = 64;
    private static final int MAX_OBSERVERS = 1_000;

    private MessageCheck() {}

    /** What is wrong with it; empty if nothing is. */
    static Optional<String> fault(AgentMessage message) {
        return switch (message.getBodyCase()) {
            case HELLO -> hello(message.getHello());
            case GROUP -> group(message.getGroup());
            case MEMBER -> member(message.getMember());
            case EVIDENCE -> evidence(message.getEvidence());
            case IDLE -> Optional.empty();
            case PROBED -> id(message.getProbed().getSubject(), "probed.subject");
            case ORDER_RESULT -> id(message.getOrderResult().getId(), "order_result.id");
            case BODY_NOT_SET -> Optional.of("empty message");
        };
    }

    private static Optional<String> hello(AgentHello hello) {
        if (hello.getGroupsCount() > MAX_GROUPS) {
            return Optional.of("more than " + MAX_GROUPS + " groups");
        }
        Optional<String> fault = id(hello.getMember(), "member");
        for (GroupReport report : hello.getGroupsList()) {
            fault = fault.or(() -> group(report));
        }
        return fault;
    }

    private static Optional<String> group(GroupReport report) {
        boolean unknown = report.getFuse() == FuseState.FUSE_UNSPECIFIED || report.getFuse() == FuseState.UNRECOGNIZED;
        return epoch(report.getGroupEpoch()).or(() -> unknown ? Optional.of("unknown fuse state") : Optional.empty());
    }

    private static Optional<String> member(MemberReport report) {
        boolean unknown = report.getState() == MemberReport.State.STATE_UNSPECIFIED
                || report.getState() == MemberReport.State.UNRECOGNIZED;
        return epoch(report.getGroupEpoch())
                .or(() -> id(report.getSubject(), "subject"))
                .or(() -> unknown ? Optional.of("unknown member state") : Optional.empty())
                .or(() -> report.getBlindObserversCount() > MAX_OBSERVERS
                        ? Optional.of("too many blind observers")
                        : Optional.empty());
    }

    private static Optional<String> evidence(Evidence evidence) {
        boolean empty = evidence.getStatementCase() == Evidence.StatementCase.STATEMENT_NOT_SET;
        return epoch(evidence.getGroupEpoch())
                .or(() -> id(evidence.getObserver(), "evidence.observer"))
                .or(() -> id(evidence.getSubject(), "evidence.subject"))
                .or(() -> empty ? Optional.of("evidence without a statement") : Optional.empty());
    }

    private static Optional<String> epoch(GroupEpoch groupEpoch) {
        int length = groupEpoch.getGroup().length();
        return length < 1 || length > MAX_GROUP || groupEpoch.getEpoch() < 1
                ? Optional.of("group or epoch out of range")
                : Optional.empty();
    }

    private static Optional<String> id(String id, String field) {
        return id.isEmpty() || id.length() > MAX_ID
                ? Optional.of(field + " must have 1 to " + MAX_ID + " characters")
                : Optional.empty();
    }
}
