package dev.fusebox.agent.wire;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;

/** Rosters and the settings in them. Decoding throws {@link IllegalArgumentException} on anything out of range. */
public final class RosterCodec {
    /** The protocol version that this agent speaks. */
    public static final int PROTOCOL_VERSION = 1;

    private RosterCodec() {}

    public static dev.fusebox.proto.v1.Roster encode(Roster roster) {
        return dev.fusebox.proto.v1.Roster.newBuilder()
                .setGroupEpoch(GroupCodec.encode(roster.groupEpoch()))
                .setRevision(roster.revision())
                .setProtocolVersion(PROTOCOL_VERSION)
                .addAllMembers(
                        roster.members().stream().map(RosterCodec::encode).toList())
                .setDetection(encode(roster.detection()))
                .setFate(
                        switch (roster.fate()) {
                            case NONE -> dev.fusebox.proto.v1.Fate.NONE;
                            case NOTIFY -> dev.fusebox.proto.v1.Fate.NOTIFY;
                        })
                .setBurnOnLeave(roster.burnOnLeave())
                .build();
    }

    public static Roster decode(dev.fusebox.proto.v1.Roster wire) {
        Checks.count("members", wire.getMembersCount(), Roster.MAX_MEMBERS);
        List<RosterMember> members =
                wire.getMembersList().stream().map(RosterCodec::decode).toList();
        Fate fate =
                switch (wire.getFate()) {
                    case NONE -> Fate.NONE;
                    // What a fate does to pods is decided elsewhere. One that a newer operator knows tells applications
                    // at
                    // least: refusing it would leave this member out, and the epoch could not form.
                    case NOTIFY, RESTART_CONTAINERS, RESTART_PODS, UNRECOGNIZED -> Fate.NOTIFY;
                    case FATE_UNSPECIFIED -> throw Checks.unknown("fate");
                };
        return new Roster(
                GroupCodec.decode(wire.getGroupEpoch()),
                Checks.positive("revision", wire.getRevision()),
                members,
                decode(wire.getDetection()),
                fate,
                wire.getBurnOnLeave());
    }

    private static dev.fusebox.proto.v1.RosterMember encode(RosterMember member) {
        return dev.fusebox.proto.v1.RosterMember.newBuilder()
                .setId(member.id().value())
                .setName(member.name())
                .setAddress(member.address())
                .setNode(member.node())
                .setZone(member.zone())
                .setJoinedRevision(member.joinedRevision())
                .build();
    }

    private static RosterMember decode(dev.fusebox.proto.v1.RosterMember wire) {
        return new RosterMember(
                Checks.member(wire.getId()),
                Checks.text("name", wire.getName(), Checks.MAX_TEXT_LENGTH),
                Checks.text("address", wire.getAddress(), Checks.MAX_ADDRESS_LENGTH),
                Checks.text("node", wire.getNode(), Checks.MAX_TEXT_LENGTH),
                Checks.text("zone", wire.getZone(), Checks.MAX_TEXT_LENGTH),
                Checks.positive("joined revision", wire.getJoinedRevision()));
    }

    private static dev.fusebox.proto.v1.Detection encode(DetectionSettings settings) {
        return dev.fusebox.proto.v1.Detection.newBuilder()
                .setDetector(
                        switch (settings.detector()) {
                            case PING -> dev.fusebox.proto.v1.Detection.Detector.PING;
                            case HEARTBEAT_DEADLINE -> dev.fusebox.proto.v1.Detection.Detector.HEARTBEAT_DEADLINE;
                            case PHI_ACCRUAL -> dev.fusebox.proto.v1.Detection.Detector.PHI_ACCRUAL;
                            case CHEN_ESTIMATE -> dev.fusebox.proto.v1.Detection.Detector.CHEN_ESTIMATE;
                            case HEARTBEAT_PATH -> dev.fusebox.proto.v1.Detection.Detector.HEARTBEAT_PATH;
                            case GOSSIP_COUNTER -> dev.fusebox.proto.v1.Detection.Detector.GOSSIP_COUNTER;
                        })
                .setTimeoutMilliseconds(settings.timeoutMilliseconds())
                .setHeartbeatIntervalMilliseconds(settings.heartbeatIntervalMilliseconds())
                .setPhiThresholdMilli(settings.phiThresholdMilli())
                .setObserversPerMember(settings.observersPerMember())
                .setIndirectProbes(settings.indirectProbes())
                .setSuspicionTimeoutMilliseconds(settings.suspicionTimeoutMilliseconds())
                .setStartupGraceSeconds(settings.startupGraceSeconds())
                .setBurnOnLinkFailure(settings.burnOnLinkFailure())
                .build();
    }

    private static DetectionSettings decode(dev.fusebox.proto.v1.Detection wire) {
        DetectorKind detector =
                switch (wire.getDetector()) {
                    case DETECTOR_UNSPECIFIED, PHI_ACCRUAL -> DetectorKind.PHI_ACCRUAL;
                    case PING -> DetectorKind.PING;
                    case HEARTBEAT_DEADLINE -> DetectorKind.HEARTBEAT_DEADLINE;
                    case CHEN_ESTIMATE -> DetectorKind.CHEN_ESTIMATE;
                    case HEARTBEAT_PATH -> DetectorKind.HEARTBEAT_PATH;
                    case GOSSIP_COUNTER -> DetectorKind.GOSSIP_COUNTER;
                    case UNRECOGNIZED -> throw Checks.unknown("detector");
                };
        DetectionSettings defaults = DetectionSettings.DEFAULTS;
        return new DetectionSettings(
                detector,
                or(wire.getTimeoutMilliseconds(), defaults.timeoutMilliseconds()),
                or(wire.getHeartbeatIntervalMilliseconds(), defaults.heartbeatIntervalMilliseconds()),
                or(wire.getPhiThresholdMilli(), defaults.phiThresholdMilli()),
                or(wire.getObserversPerMember(), defaults.observersPerMember()),
                wire.hasIndirectProbes() ? wire.getIndirectProbes() : defaults.indirectProbes(),
                or(wire.getSuspicionTimeoutMilliseconds(), defaults.suspicionTimeoutMilliseconds()),
                or(wire.getStartupGraceSeconds(), defaults.startupGraceSeconds()),
                wire.getBurnOnLinkFailure());
    }

    private static int or(int value, int defaultValue) {
        return value == 0 ? defaultValue : value;
    }
}
