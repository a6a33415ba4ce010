package dev.fusebox.core.detect;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import java.util.List;

/** Which detector a group runs, and all that there are. */
public final class Detectors {
    /** Chen's margin, in intervals: as patient as phi 8 at a regular sender. */
    private static final double CHEN_MARGIN_INTERVALS = 1.25;

    private Detectors() {}

    /**
     * The detector for one subject, as the group's settings want it. Those that count rounds want each growth of a counter as a
     * heartbeat.
     */
    public static Detector of(DetectionSettings settings, long nowNanos) {
        long interval = settings.intervalNanos();
        return switch (settings.detector()) {
            case PING -> new Ping(interval, settings.timeoutNanos(), nowNanos);
            case HEARTBEAT_DEADLINE -> new HeartbeatDeadline(interval, settings.timeoutNanos(), nowNanos);
            case PHI_ACCRUAL -> new PhiAccrual(interval, threshold(settings), nowNanos);
            case CHEN_ESTIMATE ->
                new ChenEstimate(
                        ChenEstimate.Settings.of(interval, Math.round(interval * CHEN_MARGIN_INTERVALS)), nowNanos);
            case HEARTBEAT_PATH, GOSSIP_COUNTER -> new CounterGrowth(interval, nowNanos);
        };
    }

    /** Whether plain heartbeats are what that detector hears; the others are told of replies, or of counters that grew. */
    public static boolean hearHeartbeats(DetectorKind kind) {
        return switch (kind) {
            case HEARTBEAT_DEADLINE, PHI_ACCRUAL, CHEN_ESTIMATE -> true;
            case PING, HEARTBEAT_PATH, GOSSIP_COUNTER -> false;
        };
    }

    /** The level from which the subject is suspected, before local health stretches it. */
    public static double threshold(DetectionSettings settings) {
        return switch (settings.detector()) {
            case PING -> Ping.THRESHOLD.defaultValue();
            case HEARTBEAT_DEADLINE -> HeartbeatDeadline.THRESHOLD.defaultValue();
            case PHI_ACCRUAL -> settings.phiThreshold();
            case CHEN_ESTIMATE -> ChenEstimate.THRESHOLD.defaultValue();
            case HEARTBEAT_PATH -> HeartbeatPath.THRESHOLD.defaultValue();
            case GOSSIP_COUNTER -> GossipCounter.THRESHOLD.defaultValue();
        };
    }

    /** All detectors, the simplest first. */
    public static List<DetectorDescription> all() {
        return List.of(
                Ping.description(),
                HeartbeatDeadline.description(),
                PhiAccrual.description(),
                ChenEstimate.description(),
                HeartbeatPath.description(),
                GossipCounter.description(),
                Loss.description());
    }
}
