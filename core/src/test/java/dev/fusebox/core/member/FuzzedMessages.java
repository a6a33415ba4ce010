package dev.fusebox.core.member;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.Ack;
import dev.fusebox.core.message.Message.Burn;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Gossip;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.Hello;
import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.Leave;
import dev.fusebox.core.message.Message.PathBeat;
import dev.fusebox.core.message.Message.Payload;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Message.Reliable;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes messages of bytes: any that a decoder lets through, most of them nearly right.
 *
 * @param members whom they name
 * @param epochs of which they speak
 * @param askedNonces of questions that are open, lately: nobody could guess them
 */
record FuzzedMessages(
        FuzzedDataProvider data, List<MemberId> members, List<GroupEpoch> epochs, List<Long> askedNonces) {
    /** The largest counter that a decoder lets through. */
    private static final long MAX_COUNTER = 1L << 53;

    /** A few members at most: longer lists say nothing new. */
    private static final int MAX_LIST = 4;

    Message message() {
        return switch (data.consumeInt(0, 11)) {
            case 0 ->
                new Hello(
                        data.consumeInt(1, 2),
                        member(),
                        member(),
                        new Session(1 + counter(), data.consumeLong()),
                        counter(),
                        data.consumeLong());
            case 1 ->
                new Heartbeat(
                        1 + counter(), counter(), data.consumeInt(0, 8), data.consumeBoolean(), digest(), proof());
            case 2 -> epochList();
            case 3 -> evidence();
            case 4 -> new Reliable(1 + counter(), counter(), payload());
            case 5 -> new Ack(counter());
            case 6 -> new ProbeQuery(member(), member(), nonce(), suspected());
            case 7 -> reply();
            case 8 -> new HelpRequest(epoch(), member(), nonce(), data.consumeInt(1, 600_000), suspected());
            case 9 -> helpResult();
            case 10 -> new PathBeat(epoch(), new PathHeartbeat(distinct()));
            default -> gossip();
        };
    }

    MemberId member() {
        return members.get(data.consumeInt(0, members.size() - 1));
    }

    private GroupEpoch epoch() {
        return epochs.get(data.consumeInt(0, epochs.size() - 1));
    }

    /** Mostly small, like what is known; now and then just what is believed still, and anything. */
    private long counter() {
        return switch (data.consumeInt(0, 3)) {
            case 0, 1 -> data.consumeLong(0, 3);
            case 2 -> data.consumeLong(0, 5_000);
            default -> data.consumeLong(0, MAX_COUNTER - 1);
        };
    }

    private long digest() {
        return data.consumeBoolean() ? 0 : data.consumeLong();
    }

    private long nonce() {
        return askedNonces.isEmpty() || data.consumeBoolean()
                ? data.consumeLong()
                : askedNonces.get(data.consumeInt(0, askedNonces.size() - 1));
    }

    private Proof proof() {
        return Proof.of(data.consumeBytes(data.consumeInt(0, 2)));
    }

    private OptionalLong suspected() {
        return data.consumeBoolean() ? OptionalLong.of(counter()) : OptionalLong.empty();
    }

    private ProbeReply reply() {
        return new ProbeReply(nonce(), counter(), proof());
    }

    private HelpResult helpResult() {
        HelpResult.Outcome outcome = data.pickValue(HelpResult.Outcome.values());
        Optional<ProbeReply> reply = outcome == HelpResult.Outcome.ANSWERED ? Optional.of(reply()) : Optional.empty();
        long nonce = reply.isPresent() && data.consumeBoolean() ? reply.get().nonce() : nonce();
        return new HelpResult(nonce, member(), outcome, reply);
    }

    private EpochList epochList() {
        List<EpochList.Entry> entries =
                list(() -> new EpochList.Entry(epoch(), 1 + counter(), data.consumeBoolean(), list(data::consumeLong)));
        return new EpochList(entries, data.consumeBoolean(), data.consumeBoolean(), nonce(), 1 + counter());
    }

    private Payload payload() {
        return switch (data.consumeInt(0, 2)) {
            case 0 -> new Burn(epoch(), cause());
            case 1 -> new Leave(list(this::epoch), data.consumeString(8));
            default -> evidence();
        };
    }

    private Cause cause() {
        Cause.Kind kind = data.pickValue(Cause.Kind.values());
        Optional<VerdictKind> verdict =
                kind == Cause.Kind.VERDICT ? Optional.of(data.pickValue(VerdictKind.values())) : Optional.empty();
        return new Cause(kind, verdict, list(this::member), member(), data.consumeString(8), data.consumeBoolean());
    }

    private Evidence evidence() {
        Evidence.Statement statement =
                switch (data.consumeInt(0, 5)) {
                    case 0 -> new Evidence.Vote(data.consumeInt(0, 1), data.consumeInt(0, 300_000), data.consumeLong());
                    case 1 -> new Evidence.Vouch(new LifeProof(member(), data.consumeLong(), counter(), proof()));
                    case 2 -> new Evidence.Withdrawal();
                    case 3 -> new Evidence.LossVote(data.consumeInt(0, 1));
                    case 4 -> new Evidence.LossWithdrawal();
                    default -> new Evidence.Acknowledgement(counter());
                };
        return new Evidence(
                epoch(), member(), member(), counter(), counter(), statement, data.consumeBoolean(), proof());
    }

    private List<MemberId> distinct() {
        Set<MemberId> path = new LinkedHashSet<>(list(this::member));
        path.add(member());
        return List.copyOf(path);
    }

    private Gossip gossip() {
        return new Gossip(
                epoch(), new GossipTable(list(() -> new GossipTable.Entry(member(), counter(), 1 + counter()))));
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        for (int left = data.consumeInt(0, MAX_LIST); left > 0; left--) {
            elements.add(element.get());
        }
        return elements;
    }
}
