package dev.fusebox.agent.loop;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.MemberId;

/** How a member reaches others: the effects about peers, one method each; see {@link dev.fusebox.core.member.Effect}. */
public interface PeerLinks {
    void send(MemberId to, Message message);

    void sendFreshProbe(String address, Message.ProbeQuery query, long timeoutNanos);

    void answerFreshProbe(long callToken, Message.ProbeReply reply);

    void dial(MemberId peer, String address);

    void drop(MemberId peer);
}
