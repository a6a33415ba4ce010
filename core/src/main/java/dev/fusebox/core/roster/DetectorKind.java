package dev.fusebox.core.roster;

import java.util.Arrays;
import java.util.Optional;

/** Which failure detector observers run: {@code spec.detection.detector}. */
public enum DetectorKind {
    /** Asks, and counts missed replies. */
    PING("Ping"),

    /** Heartbeats with a fixed deadline. */
    HEARTBEAT_DEADLINE("HeartbeatDeadline"),

    /** A level of suspicion from the distribution of inter-arrival times. */
    PHI_ACCRUAL("PhiAccrual"),

    /** Expected arrival by sequence numbers, plus a margin. */
    CHEN_ESTIMATE("ChenEstimate"),

    /** Timeout-free counters, raised by heartbeats that carry their path. */
    HEARTBEAT_PATH("HeartbeatPath"),

    /** Counters spread by gossip. */
    GOSSIP_COUNTER("GossipCounter");

    private final String specName;

    DetectorKind(String specName) {
        this.specName = specName;
    }

    /** As the spec writes it. */
    public String specName() {
        return specName;
    }

    /** The one that the spec writes so. */
    public static Optional<DetectorKind> ofSpecName(String name) {
        return Arrays.stream(values()).filter(k -> k.specName.equals(name)).findFirst();
    }
}
