package dev.fusebox.operator.health.judgement;

/** What the members concluded about the subject of a case, as far as judgement tells it apart. */
public enum VerdictKind {
    UNREACHABLE,
    ISOLATED,
    REPORTED,
    /** The member's own word about its application. */
    APPLICATION_FAILED,
    /** No verdict: the group burnt, and its fate is RestartPods. */
    FATE,
    /** Left, LinkDegraded and whatever else is no ground for an action. */
    OTHER;

    /** From the verdict's name in cases and status. */
    public static VerdictKind of(String verdict) {
        return switch (verdict) {
            case "Unreachable" -> UNREACHABLE;
            case "Isolated" -> ISOLATED;
            case "Reported" -> REPORTED;
            case "ApplicationFailed" -> APPLICATION_FAILED;
            case "Fate" -> FATE;
            default -> OTHER;
        };
    }
}
