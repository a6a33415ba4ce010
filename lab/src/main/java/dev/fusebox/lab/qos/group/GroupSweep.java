package dev.fusebox.lab.qos.group;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * One detector as a group can select it, and the settings it is tried at: PhiAccrual's threshold at several intervals; timeouts; and for
 * those whose level a group cannot choose, the interval.
 *
 * @param label in files and legends
 * @param usual the dial's place by default, or not a number
 * @param settings in the order of the dial
 */
record GroupSweep(String label, double usual, List<Setting> settings) {
    private static final DetectionSettings DEFAULTS = DetectionSettings.DEFAULTS;
    private static final List<Integer> PHI_MILLI = List.of(1_000, 4_000, 8_000, 16_000, 40_000);
    private static final List<Integer> PHI_INTERVALS_MILLIS = List.of(100, 200, 500);
    private static final List<Integer> INTERVALS_MILLIS = List.of(100, 200, 400);

    /** Of these. */
    static List<GroupSweep> of(List<DetectorKind> detectors) {
        return Stream.of(
                        PHI_INTERVALS_MILLIS.stream().map(GroupSweep::phi),
                        Stream.of(
                                byTimeout("Ping", DetectorKind.PING, List.of(200, 500, 1_000, 2_000)),
                                byTimeout(
                                        "HeartbeatDeadline",
                                        DetectorKind.HEARTBEAT_DEADLINE,
                                        List.of(300, 500, 1_000, 2_000)),
                                byInterval("ChenEstimate", DetectorKind.CHEN_ESTIMATE),
                                byInterval("HeartbeatPath", DetectorKind.HEARTBEAT_PATH),
                                byInterval("GossipCounter", DetectorKind.GOSSIP_COUNTER)))
                .flatMap(s -> s)
                .filter(s -> detectors.contains(s.detector()))
                .toList();
    }

    /** Which it is: the same at every setting. */
    private DetectorKind detector() {
        return settings.getFirst().detection().detector();
    }

    private static GroupSweep phi(int intervalMillis) {
        return new GroupSweep(
                "PhiAccrual each " + intervalMillis + " ms",
                intervalMillis == DEFAULTS.heartbeatIntervalMilliseconds() ? DEFAULTS.phiThreshold() : Double.NaN,
                PHI_MILLI.stream()
                        .map(phi -> new Setting(phi / 1_000.0, at(DetectorKind.PHI_ACCRUAL, intervalMillis, phi)))
                        .toList());
    }

    private static GroupSweep byTimeout(String detector, DetectorKind kind, List<Integer> timeoutsMillis) {
        return new GroupSweep(
                detector + " by timeout",
                DEFAULTS.timeoutMilliseconds(),
                timeoutsMillis.stream()
                        .map(timeout -> new Setting(timeout, DEFAULTS.with(kind, timeout)))
                        .toList());
    }

    private static GroupSweep byInterval(String detector, DetectorKind kind) {
        return new GroupSweep(
                detector + " by interval",
                DEFAULTS.heartbeatIntervalMilliseconds(),
                INTERVALS_MILLIS.stream()
                        .map(millis -> new Setting(millis, at(kind, millis, DEFAULTS.phiThresholdMilli())))
                        .toList());
    }

    /** The rest as by default; the time from the first vote to a verdict may not be shorter than an interval. */
    private static DetectionSettings at(DetectorKind kind, int intervalMillis, int phiMilli) {
        return new DetectionSettings(
                kind,
                DEFAULTS.timeoutMilliseconds(),
                intervalMillis,
                phiMilli,
                DEFAULTS.observersPerMember(),
                DEFAULTS.indirectProbes(),
                Math.max(DEFAULTS.suspicionTimeoutMilliseconds(), intervalMillis),
                DEFAULTS.startupGraceSeconds(),
                DEFAULTS.burnOnLinkFailure());
    }
}
