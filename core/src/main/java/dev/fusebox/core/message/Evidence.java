package dev.fusebox.core.message;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;

/**
 * What one observer states about one subject. The newest per (observer, subject) wins.
 *
 * @param groupEpoch void in any other epoch
 * @param observer who states it
 * @param subject whom it is about
 * @param sequence rises with each statement of this observer's session
 * @param incarnation the subject's incarnation that is meant
 * @param statement what is stated
 */
public record Evidence(
        GroupEpoch groupEpoch,
        MemberId observer,
        MemberId subject,
        long sequence,
        long incarnation,
        Statement statement)
        implements Message {

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
     * "It answered me just now."
     *
     * @param proof the subject's answer over the asker's nonce; empty in the insecure mode
     */
    public record Vouch(Proof proof) implements Statement {}

    /** Takes back what this observer stated before. */
    public record Withdrawal() implements Statement {}
}
