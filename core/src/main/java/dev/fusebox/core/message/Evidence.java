package dev.fusebox.core.message;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;

/**
 * What one observer states about one subject. Of its words about reaching the subject, and of those about losses, the newest each wins.
 *
 * @param groupEpoch void in any other epoch
 * @param observer who states it
 * @param subject whom it is about
 * @param sequence rises with each statement of this observer's session
 * @param incarnation the subject's incarnation that is meant
 * @param statement what is stated
 * @param flooded whether whoever hears it passes it on to its own observers and subjects, once
 * @param signature the observer's, over {@link #unsigned}; empty in the insecure mode
 */
public record Evidence(
        GroupEpoch groupEpoch,
        MemberId observer,
        MemberId subject,
        long sequence,
        long incarnation,
        Statement statement,
        boolean flooded,
        Proof signature)
        implements Message, Message.Payload {

    /** A statement that is neither flooded nor signed. */
    public Evidence(
            GroupEpoch groupEpoch,
            MemberId observer,
            MemberId subject,
            long sequence,
            long incarnation,
            Statement statement) {
        this(groupEpoch, observer, subject, sequence, incarnation, statement, false, Proof.NONE);
    }

    /** The same statement without what may change on its way: what a signature covers. */
    public Evidence unsigned() {
        return new Evidence(groupEpoch, observer, subject, sequence, incarnation, statement);
    }

    /** The same statement, signed. */
    public Evidence signed(Proof by) {
        return new Evidence(groupEpoch, observer, subject, sequence, incarnation, statement, flooded, by);
    }

    /** The same statement, to be passed on. */
    public Evidence flood() {
        return new Evidence(groupEpoch, observer, subject, sequence, incarnation, statement, true, signature);
    }

    /** Whether this is about lost heartbeats, which stands beside what is said about reaching the subject. */
    public boolean aboutLoss() {
        return statement instanceof LossVote || statement instanceof LossWithdrawal;
    }

    /** Whether this is a vote of either sort. */
    public boolean isVote() {
        return statement instanceof Vote || statement instanceof LossVote;
    }

    /** What a vote of either sort counts; 0 for anything else. */
    public int weight() {
        return switch (statement) {
            case Vote vote -> vote.weight();
            case LossVote vote -> vote.weight();
            case Vouch vouch -> 0;
            case Withdrawal withdrawal -> 0;
            case LossWithdrawal withdrawal -> 0;
            case Acknowledgement acknowledgement -> 0;
        };
    }

    /** What can be stated. */
    public sealed interface Statement {}

    /**
     * "I cannot reach it."
     *
     * @param weight 1, or 0 from an observer that is starved: shown and not counted
     * @param levelMilli the detector's level in thousandths, at most 300000
     * @param nonce tells rounds apart
     */
    public record Vote(int weight, int levelMilli, long nonce) implements Statement {}

    /**
     * "It lives." Counts as this observer's own word only where it asked itself; a proof that somebody else obtained refutes votes about
     * older incarnations, and no more.
     *
     * @param life what the subject said
     */
    public record Vouch(LifeProof life) implements Statement {}

    /** Takes back this observer's vote or vouch. */
    public record Withdrawal() implements Statement {}

    /**
     * "Most of its heartbeats are lost." Counts towards the high quorum only, and no vouch cancels it.
     *
     * @param weight as of a vote
     */
    public record LossVote(int weight) implements Statement {}

    /** Takes back this observer's loss vote. */
    public record LossWithdrawal() implements Statement {}

    /**
     * "I take part", about oneself: in a small group a joiner signs it, and whoever hears it first passes it on.
     *
     * @param revision of the roster that was acknowledged
     */
    public record Acknowledgement(long revision) implements Statement {}
}
