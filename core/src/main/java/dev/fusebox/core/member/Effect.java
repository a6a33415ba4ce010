package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;

/**
 * What a member wants done. Effects are carried out one after the other, in the order given; {@link Persist} is durable
 * before the next begins.
 */
public sealed interface Effect {
    /** Send on the stream with that peer; dropped and counted if there is none. */
    record Send(MemberId to, Message message) implements Effect {}

    /**
     * Probe on a fresh path; ends in {@link Input.FreshProbeAnswered}, {@link Input.FreshProbeRefused} or, after the timeout, in
     * nothing.
     */
    record SendFreshProbe(String address, Message.ProbeQuery query, long timeoutNanos) implements Effect {}

    /** Answer a probe that came on a path of its own. */
    record AnswerFreshProbe(long callToken, Message.ProbeReply reply) implements Effect {}

    /** Open a stream; ends in {@link Input.StreamOpened} or {@link Input.StreamClosed}. */
    record Dial(MemberId peer, String address) implements Effect {}

    /** Drop the stream with that peer, without a {@link Input.StreamClosed}. */
    record Drop(MemberId peer) implements Effect {}

    /** Keep this state on disk, replacing what was kept before. */
    record Persist(KeptState state) implements Effect {}

    /** Tell the local application, and the operator. */
    record Tell(Notice notice) implements Effect {}

    /** Pass this member's own statement to the operator. */
    record Report(Evidence evidence) implements Effect {}

    /** Count something. */
    record Count(Counter counter) implements Effect {}
}
