package dev.fusebox.agent.wire;

import dev.fusebox.core.message.Evidence;
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
import dev.fusebox.core.roster.Roster;
import dev.fusebox.proto.v1.PeerMessage;
import java.util.List;
import java.util.Optional;

/** Frames between agents. */
public final class PeerCodec {
    private static final int MAX_LOCAL_HEALTH = 8;
    private static final int MAX_PROTOCOL_VERSION = 65_535;

    /** A bit for each member of the largest group. */
    private static final int MAX_WORDS = (Roster.MAX_MEMBERS + Long.SIZE - 1) / Long.SIZE;

    private PeerCodec() {}

    public static PeerMessage encode(Message message) {
        PeerMessage.Builder frame = PeerMessage.newBuilder();
        switch (message) {
            case Hello hello -> frame.setHello(hello(hello));
            case Heartbeat heartbeat -> frame.setHeartbeat(heartbeat(heartbeat));
            case EpochList epochs -> frame.setEpochs(epochs(epochs));
            case Evidence evidence -> frame.setEvidence(EvidenceCodec.encode(evidence));
            case Reliable reliable -> frame.setReliable(reliable(reliable));
            case Ack ack -> frame.setAck(dev.fusebox.proto.v1.Ack.newBuilder().setSequence(ack.sequence()));
            case ProbeQuery query -> frame.setProbeQuery(ProbeCodec.encode(query));
            case ProbeReply reply -> frame.setProbeReply(ProbeCodec.encode(reply));
            case HelpRequest request -> frame.setHelpRequest(ProbeCodec.encode(request));
            case HelpResult result -> frame.setHelpResult(ProbeCodec.encode(result));
            case PathBeat beat -> frame.setPathBeat(CounterCodec.encode(beat));
            case Gossip gossip -> frame.setGossip(CounterCodec.encode(gossip));
        }
        return frame.build();
    }

    /** The message in that frame; empty if anything about it is wrong. */
    public static Optional<Message> decode(PeerMessage frame) {
        try {
            return Optional.of(
                    switch (frame.getBodyCase()) {
                        case HELLO -> hello(frame.getHello());
                        case HEARTBEAT -> heartbeat(frame.getHeartbeat());
                        case EPOCHS -> epochs(frame.getEpochs());
                        case EVIDENCE -> EvidenceCodec.decode(frame.getEvidence());
                        case RELIABLE -> reliable(frame.getReliable());
                        case ACK -> new Ack(Checks.counter("ack", frame.getAck().getSequence()));
                        case PROBE_QUERY -> ProbeCodec.decode(frame.getProbeQuery());
                        case PROBE_REPLY -> ProbeCodec.decode(frame.getProbeReply());
                        case HELP_REQUEST -> ProbeCodec.decode(frame.getHelpRequest());
                        case HELP_RESULT -> ProbeCodec.decode(frame.getHelpResult());
                        case PATH_BEAT -> CounterCodec.decode(frame.getPathBeat());
                        case GOSSIP -> CounterCodec.decode(frame.getGossip());
                        case BODY_NOT_SET -> throw Checks.unknown("body");
                    });
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static dev.fusebox.proto.v1.Hello hello(Hello hello) {
        return dev.fusebox.proto.v1.Hello.newBuilder()
                .setProtocolVersion(hello.protocolVersion())
                .setMember(hello.member().value())
                .setAddressee(hello.addressee().value())
                .setSession(GroupCodec.encode(hello.session()))
                .setIncarnation(hello.incarnation())
                .setLink(hello.link())
                .build();
    }

    private static Hello hello(dev.fusebox.proto.v1.Hello wire) {
        return new Hello(
                Checks.inRange("protocol version", wire.getProtocolVersion(), 1, MAX_PROTOCOL_VERSION),
                Checks.member(wire.getMember()),
                Checks.member(wire.getAddressee()),
                GroupCodec.decode(wire.getSession()),
                Checks.counter("incarnation", wire.getIncarnation()),
                wire.getLink());
    }

    private static dev.fusebox.proto.v1.Heartbeat heartbeat(Heartbeat heartbeat) {
        return dev.fusebox.proto.v1.Heartbeat.newBuilder()
                .setSequence(heartbeat.sequence())
                .setIncarnation(heartbeat.incarnation())
                .setLocalHealth(heartbeat.localHealth())
                .setApplicationFailed(heartbeat.applicationFailed())
                .setEpochsDigest(heartbeat.epochsDigest())
                .setProof(EvidenceCodec.encode(heartbeat.proof()))
                .build();
    }

    private static Heartbeat heartbeat(dev.fusebox.proto.v1.Heartbeat wire) {
        return new Heartbeat(
                Checks.positive("sequence", wire.getSequence()),
                Checks.counter("incarnation", wire.getIncarnation()),
                Checks.inRange("local health", wire.getLocalHealth(), 0, MAX_LOCAL_HEALTH),
                wire.getApplicationFailed(),
                wire.getEpochsDigest(),
                EvidenceCodec.proof(wire.getProof()));
    }

    private static dev.fusebox.proto.v1.EpochList epochs(EpochList epochs) {
        dev.fusebox.proto.v1.EpochList.Builder wire = dev.fusebox.proto.v1.EpochList.newBuilder()
                .setReply(epochs.reply())
                .setValidating(epochs.validating())
                .setNonce(epochs.nonce())
                .setSequence(epochs.sequence());
        for (EpochList.Entry entry : epochs.entries()) {
            wire.addEntries(dev.fusebox.proto.v1.EpochList.Entry.newBuilder()
                    .setGroupEpoch(GroupCodec.encode(entry.groupEpoch()))
                    .setRevision(entry.revision())
                    .setKept(entry.kept())
                    .addAllAcknowledged(entry.acknowledged()));
        }
        return wire.build();
    }

    private static EpochList epochs(dev.fusebox.proto.v1.EpochList wire) {
        Checks.count("epochs", wire.getEntriesCount(), EpochList.MAX_ENTRIES);
        List<EpochList.Entry> entries =
                wire.getEntriesList().stream().map(PeerCodec::entry).toList();
        return new EpochList(
                entries,
                wire.getReply(),
                wire.getValidating(),
                wire.getNonce(),
                Checks.positive("sequence", wire.getSequence()));
    }

    private static EpochList.Entry entry(dev.fusebox.proto.v1.EpochList.Entry wire) {
        Checks.count("acknowledged", wire.getAcknowledgedCount(), MAX_WORDS);
        return new EpochList.Entry(
                GroupCodec.decode(wire.getGroupEpoch()),
                Checks.positive("revision", wire.getRevision()),
                wire.getKept(),
                wire.getAcknowledgedList());
    }

    private static dev.fusebox.proto.v1.Reliable reliable(Reliable reliable) {
        dev.fusebox.proto.v1.Reliable.Builder wire = dev.fusebox.proto.v1.Reliable.newBuilder()
                .setSequence(reliable.sequence())
                .setFloor(reliable.floor());
        switch (reliable.payload()) {
            case Burn burn ->
                wire.setBurn(dev.fusebox.proto.v1.Burn.newBuilder()
                        .setGroupEpoch(GroupCodec.encode(burn.groupEpoch()))
                        .setCause(GroupCodec.encode(burn.cause())));
            case Leave leave ->
                wire.setLeave(dev.fusebox.proto.v1.Leave.newBuilder()
                        .setReason(leave.reason())
                        .addAllEpochs(
                                leave.epochs().stream().map(GroupCodec::encode).toList()));
            case Evidence evidence -> wire.setEvidence(EvidenceCodec.encode(evidence));
        }
        return wire.build();
    }

    private static Reliable reliable(dev.fusebox.proto.v1.Reliable wire) {
        Payload payload =
                switch (wire.getPayloadCase()) {
                    case BURN ->
                        new Burn(
                                GroupCodec.decode(wire.getBurn().getGroupEpoch()),
                                GroupCodec.decode(wire.getBurn().getCause()));
                    case LEAVE -> leave(wire.getLeave());
                    case EVIDENCE -> EvidenceCodec.decode(wire.getEvidence());
                    case PAYLOAD_NOT_SET -> throw Checks.unknown("payload");
                };
        return new Reliable(
                Checks.positive("sequence", wire.getSequence()), Checks.counter("floor", wire.getFloor()), payload);
    }

    private static Leave leave(dev.fusebox.proto.v1.Leave wire) {
        Checks.count("epochs", wire.getEpochsCount(), Checks.MAX_GROUPS);
        return new Leave(
                wire.getEpochsList().stream().map(GroupCodec::decode).toList(),
                Checks.text("reason", wire.getReason(), Checks.MAX_TEXT_LENGTH));
    }
}
