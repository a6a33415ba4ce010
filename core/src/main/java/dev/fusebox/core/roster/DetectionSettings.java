package dev.fusebox.core.roster;

import dev.fusebox.core.time.Nanos;

/**
 * How a group is watched: {@code FailureGroup.spec.detection}, same names and defaults.
 *
 * @param detector which failure detector observers run
 * @param timeoutMilliseconds of Ping and HeartbeatDeadline, 10 to 60000, for the latter at least one interval; longer is calmer and slower
 * @param heartbeatIntervalMilliseconds 50 to 10000; shorter finds failures sooner and costs messages
 * @param phiThresholdMilli 1000 to 300000; higher is calmer and slower
 * @param observersPerMember 1 to 16
 * @param indirectProbes helpers asked in a probe round, 0 to 10
 * @param suspicionTimeoutMilliseconds from the first vote to a verdict, one interval to 60000
 * @param startupGraceSeconds before a member that never answered is reported missing, 1 to 3600
 * @param burnOnLinkFailure whether a link that some see broken and others not burns the fuse
 */
public record DetectionSettings(
        DetectorKind detector,
        int timeoutMilliseconds,
        int heartbeatIntervalMilliseconds,
        int phiThresholdMilli,
        int observersPerMember,
        int indirectProbes,
        int suspicionTimeoutMilliseconds,
        int startupGraceSeconds,
        boolean burnOnLinkFailure) {
    /** What a group gets that says nothing. */
    public static final DetectionSettings DEFAULTS = new DetectionSettings(200, 8000, 5, 3, 250, 30, false);

    private static final int DEFAULT_TIMEOUT_MILLISECONDS = 1_000;

    public DetectionSettings {
        inRange("heartbeatIntervalMilliseconds", heartbeatIntervalMilliseconds, 50, 10_000);
        inRange("phiThresholdMilli", phiThresholdMilli, 1_000, 300_000);
        inRange("observersPerMember", observersPerMember, 1, 16);
        inRange("indirectProbes", indirectProbes, 0, 10);
        inRange("suspicionTimeoutMilliseconds", suspicionTimeoutMilliseconds, heartbeatIntervalMilliseconds, 60_000);
        inRange("startupGraceSeconds", startupGraceSeconds, 1, 3_600);
        boolean deadline = detector == DetectorKind.HEARTBEAT_DEADLINE;
        inRange("timeoutMilliseconds", timeoutMilliseconds, deadline ? heartbeatIntervalMilliseconds : 10, 60_000);
    }

    /** With the default detector. */
    public DetectionSettings(
            int heartbeatIntervalMilliseconds,
            int phiThresholdMilli,
            int observersPerMember,
            int indirectProbes,
            int suspicionTimeoutMilliseconds,
            int startupGraceSeconds,
            boolean burnOnLinkFailure) {
        this(
                DetectorKind.PHI_ACCRUAL,
                DEFAULT_TIMEOUT_MILLISECONDS,
                heartbeatIntervalMilliseconds,
                phiThresholdMilli,
                observersPerMember,
                indirectProbes,
                suspicionTimeoutMilliseconds,
                startupGraceSeconds,
                burnOnLinkFailure);
    }

    /** The same group with another detector. */
    public DetectionSettings with(DetectorKind otherDetector, int otherTimeoutMilliseconds) {
        return new DetectionSettings(
                otherDetector,
                otherTimeoutMilliseconds,
                heartbeatIntervalMilliseconds,
                phiThresholdMilli,
                observersPerMember,
                indirectProbes,
                suspicionTimeoutMilliseconds,
                startupGraceSeconds,
                burnOnLinkFailure);
    }

    /** Silence or wait that is too long, in nanoseconds; of Ping and HeartbeatDeadline. */
    public long timeoutNanos() {
        return Nanos.ofMillis(timeoutMilliseconds);
    }

    /** The heartbeat interval in nanoseconds. */
    public long intervalNanos() {
        return Nanos.ofMillis(heartbeatIntervalMilliseconds);
    }

    /** From the first vote to a verdict, in nanoseconds. */
    public long suspicionTimeoutNanos() {
        return Nanos.ofMillis(suspicionTimeoutMilliseconds);
    }

    /** Before a member that never answered is reported missing, in nanoseconds. */
    public long startupGraceNanos() {
        return Nanos.ofMillis(startupGraceSeconds * 1_000L);
    }

    /** The level at which a subject is suspected. */
    public double phiThreshold() {
        return phiThresholdMilli / 1_000.0;
    }

    private static void inRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
