package dev.fusebox.core.message;

import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What members say to each other; see {@code proto/fusebox/v1/peer.proto} for each message's meaning on the wire. */
public sealed interface Message
        permits Evidence,
                Message.Hello,
                Message.Heartbeat,
                Message.EpochList,
                Message.Reliable,
                Message.Ack,
                Message.ProbeQuery,
                Message.ProbeReply,
                Message.HelpRequest,
                Message.HelpResult,
                Message.PathBeat,
                Message.Gossip {

    /**
     * The first message on each stream: who speaks, and since when.
     *
     * @param link tells two lives of the sender's reliable link to the receiver apart within a session: it forgets those it has nothing to do
     *     with any more
     */
    record Hello(int protocolVersion, MemberId member, MemberId addressee, Session session, long incarnation, long link)
            implements Message {}

    /**
     * Proof of life.
     *
     * @param sequence per session and receiver, from 1
     * @param epochsDigest hash over the epochs that the sender shows to the receiver
     * @param proof that of a {@link LifeProof}, for the receiver to vouch with
     */
    record Heartbeat(
            long sequence, long incarnation, int localHealth, boolean applicationFailed, long epochsDigest, Proof proof)
            implements Message {
        /** Without a proof. */
        public Heartbeat(
                long sequence, long incarnation, int localHealth, boolean applicationFailed, long epochsDigest) {
            this(sequence, incarnation, localHealth, applicationFailed, epochsDigest, Proof.NONE);
        }
    }

    /**
     * The epochs that the sender has acknowledged, shares with the receiver, and that are not burnt.
     *
     * @param reply the receiver shall answer with its own
     * @param validating the sender stood still and asks whether these still hold; its word alone does not count
     * @param nonce chosen by whoever asks and echoed in the answer; 0 if nothing is asked
     * @param sequence rises with each list of the sender's session: one that was overtaken says nothing any more
     */
    record EpochList(List<Entry> entries, boolean reply, boolean validating, long nonce, long sequence)
            implements Message {
        /** More epochs than any pair of members shares. */
        public static final int MAX_ENTRIES = EpochBook.MAX_SHOWN;

        public EpochList {
            entries = List.copyOf(entries);
        }

        /**
         * One epoch that is shown.
         *
         * @param kept known from an earlier session, by what was kept on disk
         * @param acknowledged who acknowledged, as far as the sender knows: bit {@code i} of word {@code w} is the {@code 64 w + i}-th
         *     member of that revision in the order of ids; empty in groups where everybody talks to everybody
         */
        public record Entry(GroupEpoch groupEpoch, long revision, boolean kept, List<Long> acknowledged) {
            public Entry {
                acknowledged = List.copyOf(acknowledged);
            }

            /** Without word about others. */
            public Entry(GroupEpoch groupEpoch, long revision, boolean kept) {
                this(groupEpoch, revision, kept, List.of());
            }
        }
    }

    /**
     * A message that must arrive; see {@link dev.fusebox.core.link.ReliableLink}.
     *
     * @param floor the lowest sequence that the sender still wants acknowledged: what is below was, or is out of date
     */
    record Reliable(long sequence, long floor, Payload payload) implements Message {}

    /** Everything up to and including this sequence was processed. */
    record Ack(long sequence) implements Message {}

    /** What travels over reliable links. */
    sealed interface Payload permits Burn, Leave, Evidence {}

    /** The fuse of this epoch is burnt. */
    record Burn(GroupEpoch groupEpoch, Cause cause) implements Payload {}

    /**
     * The sender ends as planned.
     *
     * @param epochs which groups it leaves, in which epochs: a later epoch is not meant
     */
    record Leave(List<GroupEpoch> epochs, String reason) implements Payload {
        public Leave {
            epochs = List.copyOf(epochs);
        }
    }

    /**
     * "Are you there?"
     *
     * @param suspectedIncarnation the incarnation that is suspected, if any
     */
    record ProbeQuery(MemberId asker, MemberId subject, long nonce, OptionalLong suspectedIncarnation)
            implements Message {}

    /** "I am, and this proves it." */
    record ProbeReply(long nonce, long incarnation, Proof proof) implements Message {}

    /**
     * "Please probe this member for me."
     *
     * @param roundMilliseconds what is left of the asker's round: the helper says that it cannot tell at 80 % of it
     */
    record HelpRequest(
            GroupEpoch groupEpoch,
            MemberId subject,
            long nonce,
            long roundMilliseconds,
            OptionalLong suspectedIncarnation)
            implements Message {}

    /** What the helper found. */
    record HelpResult(long nonce, MemberId subject, Outcome outcome, Optional<ProbeReply> reply) implements Message {
        /** What a helper can find. */
        public enum Outcome {
            ANSWERED,
            REFUSED,
            CANNOT_TELL
        }
    }

    /** A heartbeat that carries its path, in a group whose detector is HeartbeatPath. */
    record PathBeat(GroupEpoch groupEpoch, PathHeartbeat heartbeat) implements Message {}

    /** Counters of members, in a group whose detector is GossipCounter. */
    record Gossip(GroupEpoch groupEpoch, GossipTable table) implements Message {}
}
