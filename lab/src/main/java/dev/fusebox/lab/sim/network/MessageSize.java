package dev.fusebox.lab.sim.network;

import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import java.util.List;

/**
 * How many bytes a message takes on a stream: its protobuf encoding by the fields of {@code proto/}, 5 bytes of gRPC and 9 of the
 * HTTP/2 frame. Without TLS, TCP and IP, which depend on how messages share segments. A pod's UID has 36 characters where the
 * simulator's names have 2 to 4: ids are counted with 36; proofs are an HMAC-SHA-256's 32 bytes, and signatures 64.
 */
public final class MessageSize {
    private static final int FRAMING = 5 + 9;
    private static final int ID = 2 + 36;
    private static final int PROOF = 2 + 32;
    private static final int SIGNATURE = 2 + 64;
    private static final int FIXED64 = 1 + 8;
    private static final int GROUP_EPOCH_NUMBER = 2;

    private MessageSize() {}

    /** In bytes. */
    public static int of(Message message) {
        int body =
                switch (message) {
                    case Message.Hello hello ->
                        2
                                + 2 * ID
                                + 2
                                + varint(hello.session().counter())
                                + FIXED64
                                + varint(hello.incarnation())
                                + FIXED64;
                    case Message.Heartbeat beat ->
                        varint(beat.sequence())
                                + varint(beat.incarnation())
                                + (beat.localHealth() == 0 ? 0 : 2)
                                + (beat.applicationFailed() ? 2 : 0)
                                + FIXED64
                                + proof(beat.proof());
                    case Message.EpochList list -> epochs(list);
                    case Evidence evidence -> evidence(evidence);
                    case Message.Reliable reliable ->
                        varint(reliable.sequence()) + varint(reliable.floor()) + nested(payload(reliable.payload()));
                    case Message.Ack ack -> varint(ack.sequence());
                    case Message.ProbeQuery query ->
                        2 * ID + FIXED64 + (query.suspectedIncarnation().isPresent() ? 2 : 0);
                    case Message.ProbeReply reply -> reply(reply);
                    case Message.HelpRequest request ->
                        groupEpoch(request.groupEpoch())
                                + ID
                                + FIXED64
                                + varint(request.roundMilliseconds())
                                + (request.suspectedIncarnation().isPresent() ? 2 : 0);
                    case Message.HelpResult result ->
                        FIXED64
                                + ID
                                + 2
                                + result.reply().map(r -> nested(reply(r))).orElse(0);
                    case Message.PathBeat beat ->
                        groupEpoch(beat.groupEpoch())
                                + ID * beat.heartbeat().path().size();
                    case Message.Gossip gossip -> groupEpoch(gossip.groupEpoch()) + table(gossip.table());
                };
        return FRAMING + nested(body);
    }

    private static int table(GossipTable table) {
        int size = 0;
        for (GossipTable.Entry entry : table.entries()) {
            size += nested(ID + varint(entry.session()) + varint(entry.counter()));
        }
        return size;
    }

    private static int epochs(Message.EpochList list) {
        int size = (list.reply() ? 2 : 0)
                + (list.validating() ? 2 : 0)
                + (list.nonce() == 0 ? 0 : FIXED64)
                + varint(list.sequence());
        for (Message.EpochList.Entry entry : list.entries()) {
            size += nested(groupEpoch(entry.groupEpoch())
                    + varint(entry.revision())
                    + (entry.kept() ? 2 : 0)
                    + (entry.acknowledged().isEmpty()
                            ? 0
                            : 2 + 8 * entry.acknowledged().size()));
        }
        return size;
    }

    private static int evidence(Evidence evidence) {
        int statement =
                switch (evidence.statement()) {
                    case Evidence.Vote vote -> 2 + varint(vote.levelMilli()) + FIXED64;
                    case Evidence.Vouch vouch -> life(vouch.life());
                    case Evidence.LossVote vote -> 2;
                    case Evidence.Withdrawal withdrawal -> 0;
                    case Evidence.LossWithdrawal withdrawal -> 0;
                    case Evidence.Acknowledgement acknowledgement -> varint(acknowledgement.revision());
                };
        return groupEpoch(evidence.groupEpoch())
                + 2 * ID
                + varint(evidence.sequence())
                + varint(evidence.incarnation())
                + nested(statement)
                + (evidence.flooded() ? 2 : 0)
                + (evidence.signature().equals(Proof.NONE) ? 0 : SIGNATURE);
    }

    private static int payload(Message.Payload payload) {
        return switch (payload) {
            case Message.Burn burn -> groupEpoch(burn.groupEpoch()) + nested(cause(burn.cause()));
            case Message.Leave leave -> text(leave.reason()) + epochs(leave.epochs());
            case Evidence evidence -> evidence(evidence);
        };
    }

    private static int epochs(List<GroupEpoch> epochs) {
        int size = 0;
        for (GroupEpoch epoch : epochs) {
            size += groupEpoch(epoch);
        }
        return size;
    }

    private static int cause(Cause cause) {
        return 2 + 2 + ID * (cause.subjects().size() + 1) + text(cause.detail()) + (cause.uncorroborated() ? 2 : 0);
    }

    private static int reply(Message.ProbeReply reply) {
        return FIXED64 + varint(reply.incarnation()) + proof(reply.proof());
    }

    private static int life(LifeProof life) {
        return proof(life.proof()) + ID + FIXED64 + varint(life.incarnation());
    }

    private static int proof(Proof proof) {
        return proof.equals(Proof.NONE) ? 0 : PROOF;
    }

    /** With its tag and length. */
    private static int groupEpoch(GroupEpoch groupEpoch) {
        return 2 + text(groupEpoch.group()) + GROUP_EPOCH_NUMBER;
    }

    private static int text(String text) {
        return text.isEmpty() ? 0 : nested(text.length());
    }

    /** A nested message of that size, with its tag and length. */
    private static int nested(int size) {
        return 1 + lengthOfVarint(size) + size;
    }

    /** A number with its tag; absent if 0. */
    private static int varint(long value) {
        return value == 0 ? 0 : 1 + lengthOfVarint(value);
    }

    private static int lengthOfVarint(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }
}
