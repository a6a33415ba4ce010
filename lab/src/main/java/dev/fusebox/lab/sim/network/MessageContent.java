package dev.fusebox.lab.sim.network;

import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.lab.sim.engine.RandomStream;

/** A number for what a message says, for the hash over a run: from values alone, the same in every process. */
public final class MessageContent {
    private MessageContent() {}

    /** What it says, in 64 bits. */
    public static long of(Message message) {
        return switch (message) {
            case Message.Hello hello -> hello.session().random() ^ hello.incarnation();
            case Message.Heartbeat beat -> beat.sequence() ^ (beat.incarnation() << 32) ^ beat.epochsDigest();
            case Message.EpochList list -> {
                long hash = list.sequence() ^ list.nonce() ^ (list.reply() ? 2 : 0) ^ (list.validating() ? 4 : 0);
                for (Message.EpochList.Entry entry : list.entries()) {
                    hash = RandomStream.mix(hash ^ entry.groupEpoch().epoch()) + entry.revision();
                }
                yield hash;
            }
            case Evidence evidence -> evidence(evidence);
            case Message.Reliable reliable ->
                RandomStream.mix(reliable.sequence())
                        ^ reliable.floor()
                        ^ switch (reliable.payload()) {
                            case Message.Burn burn -> burn.groupEpoch().epoch() ^ cause(burn.cause());
                            case Message.Leave leave -> text(leave.reason());
                            case Evidence evidence -> evidence(evidence);
                        };
            case Message.Ack ack -> ack.sequence();
            case Message.ProbeQuery query -> query.nonce();
            case Message.ProbeReply reply -> reply.nonce() ^ (reply.incarnation() << 32);
            case Message.HelpRequest request ->
                request.nonce() ^ text(request.subject().value());
            case Message.HelpResult result -> result.nonce() ^ result.outcome().ordinal();
            case Message.PathBeat beat -> {
                long hash = beat.groupEpoch().epoch();
                for (var member : beat.heartbeat().path()) {
                    hash = RandomStream.mix(hash ^ text(member.value()));
                }
                yield hash;
            }
            case Message.Gossip gossip -> {
                long hash = gossip.groupEpoch().epoch();
                for (GossipTable.Entry entry : gossip.table().entries()) {
                    hash = RandomStream.mix(hash ^ text(entry.member().value()) ^ (entry.session() << 32))
                            + entry.counter();
                }
                yield hash;
            }
        };
    }

    /** What a cause says, in 64 bits. */
    public static long cause(Cause cause) {
        long hash = cause.kind().ordinal()
                + 31L * cause.verdict().map(Enum::ordinal).orElse(-1);
        for (var subject : cause.subjects()) {
            hash = RandomStream.mix(hash ^ text(subject.value()));
        }
        return hash ^ text(cause.origin().value());
    }

    private static long evidence(Evidence evidence) {
        long statement =
                switch (evidence.statement()) {
                    case Evidence.Vote vote -> vote.nonce() ^ vote.weight();
                    case Evidence.Vouch vouch -> vouch.life().nonce() ^ 1L << 40;
                    case Evidence.Withdrawal withdrawal -> 2L << 40;
                    case Evidence.LossVote vote -> 3L << 40 ^ vote.weight();
                    case Evidence.LossWithdrawal withdrawal -> 4L << 40;
                    case Evidence.Acknowledgement acknowledgement -> 5L << 40 ^ acknowledgement.revision();
                };
        long who = text(evidence.observer().value()) ^ (text(evidence.subject().value()) << 20);
        return RandomStream.mix(who ^ evidence.sequence()) ^ evidence.incarnation() ^ statement;
    }

    /** The hash of a text is fixed by the language. */
    private static long text(String text) {
        return text.hashCode();
    }
}
