package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** How members are watched. */
@ValidationRule(
        value = "self.suspicionTimeoutMilliseconds >= self.heartbeatIntervalMilliseconds",
        message =
                "suspicionTimeoutMilliseconds must be at least heartbeatIntervalMilliseconds, for a suspected member needs one interval to answer: raise it, or shorten the interval")
@ValidationRule(
        value =
                "self.detector != 'HeartbeatDeadline' || self.timeoutMilliseconds >= self.heartbeatIntervalMilliseconds",
        message =
                "timeoutMilliseconds must be at least heartbeatIntervalMilliseconds, for between two heartbeats every member is silent: raise it, or shorten the interval")
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class DetectionSpec {
    @Default("\"PhiAccrual\"")
    @JsonPropertyDescription("The failure detector that observers run.")
    public Detector detector = Detector.PhiAccrual;

    @Min(50)
    @Max(10000)
    @Default("200")
    @JsonPropertyDescription("A member sends each of its observers a heartbeat in this interval. 50 to 10000 ms.")
    public Integer heartbeatIntervalMilliseconds = 200;

    @Min(10)
    @Max(60000)
    @Default("1000")
    @JsonPropertyDescription(
            "Of the detectors Ping and HeartbeatDeadline: how long to wait for a reply or a heartbeat; for HeartbeatDeadline at least one heartbeat interval. 10 to 60000 ms.")
    public Integer timeoutMilliseconds = 1000;

    @Min(1000)
    @Max(300000)
    @Default("8000")
    @JsonPropertyDescription(
            "Level of suspicion, in thousandths, from which an observer probes: 8000 is a silence that a healthy member shows once in 10^8 intervals. 1000 to 300000.")
    public Integer phiThresholdMilli = 8000;

    @Min(1)
    @Max(16)
    @Default("5")
    @JsonPropertyDescription("So many members, on other nodes where there are any, watch each member. 1 to 16.")
    public Integer observersPerMember = 5;

    @Min(0)
    @Max(10)
    @Default("3")
    @JsonPropertyDescription("So many helpers probe a suspected member for an observer that cannot reach it. 0 to 10.")
    public Integer indirectProbes = 3;

    @Min(50)
    @Max(60000)
    @Default("250")
    @JsonPropertyDescription("From the first vote to a verdict; at least one heartbeat interval. 50 to 60000 ms.")
    public Integer suspicionTimeoutMilliseconds = 250;

    @Min(1)
    @Max(3600)
    @Default("30")
    @JsonPropertyDescription(
            "A member that joins may take so long to its first answer before it is reported missing. 1 to 3600 s.")
    public Integer startupGraceSeconds = 30;

    @Default("\"Tolerate\"")
    @JsonPropertyDescription("Whether a link that some observers see broken and others do not burns the fuse.")
    public OnLinkFailure onLinkFailure = OnLinkFailure.Tolerate;

    @JsonPropertyDescription(
            "How each agent looks at the application beside it. Without it only the lifeline tells that an application failed.")
    public ApplicationSpec application;

    /** Failure detectors. */
    public enum Detector {
        Ping,
        HeartbeatDeadline,
        PhiAccrual,
        ChenEstimate,
        HeartbeatPath,
        GossipCounter
    }

    /** What a broken link does. */
    public enum OnLinkFailure {
        Tolerate,
        Burn
    }
}
