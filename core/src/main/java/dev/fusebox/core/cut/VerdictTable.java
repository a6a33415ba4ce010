package dev.fusebox.core.cut;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The verdict table of the protocol (docs/concepts/protocol.md), rows 1 to 8 in its order, one method a row: the first row that
 * applies decides. Row 9 is about oneself and stands in {@link Isolation}.
 */
public final class VerdictTable {
    private static final List<Function<Situation, Optional<Ruling>>> ROWS = List.of(
            VerdictTable::row1Silent,
            VerdictTable::row2Left,
            VerdictTable::row3SelfReport,
            VerdictTable::row4Reported,
            VerdictTable::row5LinkDegraded,
            VerdictTable::row6Unreachable,
            VerdictTable::row7UnreachableSlowly,
            VerdictTable::row8TwoMembers);

    private VerdictTable() {}

    /**
     * What the table says.
     *
     * @param verdict the conclusion; none for row 1
     * @param uncorroborated without two unsuspected explicit voters, where voters matter at all
     * @param detail for people
     */
    public record Ruling(Optional<VerdictKind> verdict, boolean uncorroborated, String detail) {
        private static Ruling none() {
            return new Ruling(Optional.empty(), false, "");
        }

        private static Ruling of(VerdictKind kind, String detail) {
            return new Ruling(Optional.of(kind), false, detail);
        }

        private static Ruling unreachable(Situation s) {
            String detail = s.votesWithLoss() + " of " + s.quorumSize() + " votes";
            return new Ruling(Optional.of(VerdictKind.UNREACHABLE), s.explicitVoters() < 2, detail);
        }
    }

    /** The first row that applies; empty if none does. */
    public static Optional<Ruling> judge(Situation situation) {
        return ROWS.stream().flatMap(row -> row.apply(situation).stream()).findFirst();
    }

    static Optional<Ruling> row1Silent(Situation s) {
        return when(s.evaluatorSilent(), Ruling.none());
    }

    static Optional<Ruling> row2Left(Situation s) {
        return when(s.left(), Ruling.of(VerdictKind.LEFT, "planned"));
    }

    static Optional<Ruling> row3SelfReport(Situation s) {
        return s.selfReport().map(detail -> Ruling.of(VerdictKind.APPLICATION_FAILED, detail));
    }

    static Optional<Ruling> row4Reported(Situation s) {
        return s.reported().map(detail -> Ruling.of(VerdictKind.REPORTED, detail));
    }

    static Optional<Ruling> row5LinkDegraded(Situation s) {
        boolean vouched = s.vouched() && !s.vouchesVoid();
        return when(s.votes() > 0 && s.votes() >= s.low() && vouched, Ruling.of(VerdictKind.LINK_DEGRADED, ""));
    }

    static Optional<Ruling> row6Unreachable(Situation s) {
        boolean voided = s.vouched() && s.vouchesVoid() && s.votes() > 0 && s.votes() >= s.low();
        boolean enough = s.votesWithLoss() >= s.high() || voided;
        return when(enough && s.sinceFirstVoteNanos() >= s.suspicionTimeoutNanos(), Ruling.unreachable(s));
    }

    static Optional<Ruling> row7UnreachableSlowly(Situation s) {
        boolean enough = s.votes() > 0 && s.votes() >= s.low() && !s.vouched();
        return when(enough && s.sinceUnansweredNanos() >= s.unstableTimeoutNanos(), Ruling.unreachable(s));
    }

    static Optional<Ruling> row8TwoMembers(Situation s) {
        boolean enough = s.quorumSize() == 1 && s.votes() == 1 && !s.vouched();
        return when(enough && s.sinceFirstVoteNanos() >= s.suspicionTimeoutNanos(), Ruling.unreachable(s));
    }

    private static Optional<Ruling> when(boolean applies, Ruling ruling) {
        return applies ? Optional.of(ruling) : Optional.empty();
    }
}
