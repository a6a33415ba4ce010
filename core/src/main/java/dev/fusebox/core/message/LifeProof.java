package dev.fusebox.core.message;

import dev.fusebox.core.roster.MemberId;

/**
 * What a subject itself said to one asker: that it lives, and in which incarnation. Nobody else can say it: nobody can vouch with words.
 *
 * @param asker whom the subject answered
 * @param nonce the asker's, above 0; of a heartbeat to the asker, its sequence below 0, so that no probe can ask for one in advance
 * @param incarnation the subject's own
 * @param proof the subject's, over the other three; empty in the insecure mode
 */
public record LifeProof(MemberId asker, long nonce, long incarnation, Proof proof) {
    /** The nonce of a heartbeat. */
    public static long ofHeartbeat(long sequence) {
        return -sequence;
    }
}
