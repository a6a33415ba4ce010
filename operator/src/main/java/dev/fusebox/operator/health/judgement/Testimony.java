package dev.fusebox.operator.health.judgement;

/**
 * What the subject's own agent said last, over its own stream: about its application, or, where the group's fate is carried out, about
 * the burnt epoch.
 *
 * @param failed whether the application has failed by its check, progress or lifeline, or the epoch has burnt
 * @param ageNanos since the operator last heard anything over that stream
 */
public record Testimony(boolean failed, long ageNanos) {
    /** An agent says something at least every 10 s. */
    static final long FRESH_NANOS = 15_000_000_000L;

    boolean fresh() {
        return ageNanos >= 0 && ageNanos <= FRESH_NANOS;
    }
}
