package dev.fusebox.core.cut;

import java.util.Optional;

/**
 * All that the verdict table looks at for one subject at one time.
 *
 * @param evaluatorSilent the evaluator is stalled, muted, leaving, or its fuse has not formed
 * @param left the subject, or the operator on its behalf, said leave
 * @param selfReport what failed, if the subject is the evaluator itself and says so
 * @param reported what the operator reports about the subject
 * @param votes counted by the quorum's rule
 * @param votesWithLoss the same with loss votes
 * @param quorumSize K'
 * @param high H
 * @param low L
 * @param explicitVoters unsuspected members among the voters
 * @param vouched whether a valid vouch stands
 * @param vouchesVoid whether the evaluator's own rounds have failed often enough to void them
 * @param sinceFirstVoteNanos how long a vote has stood without a break
 * @param sinceUnansweredNanos how long votes have stood with no vouch beside them
 * @param suspicionTimeoutNanos the dwell of a full quorum
 * @param unstableTimeoutNanos the dwell of a small one
 */
public record Situation(
        boolean evaluatorSilent,
        boolean left,
        Optional<String> selfReport,
        Optional<String> reported,
        int votes,
        int votesWithLoss,
        int quorumSize,
        int high,
        int low,
        int explicitVoters,
        boolean vouched,
        boolean vouchesVoid,
        long sinceFirstVoteNanos,
        long sinceUnansweredNanos,
        long suspicionTimeoutNanos,
        long unstableTimeoutNanos) {}
