package dev.fusebox.operator.remediation;

/** How a request that changes something ended. */
public enum Answer {
    /** It is done. */
    DONE,
    /** Nothing was done: somebody else changed the object, or its UID is another one. */
    CONFLICT,
    /** Nothing was done: there is no such object. */
    ABSENT,
    /** Nothing was done: a PodDisruptionBudget or a limit stands against it for now. */
    REFUSED,
    /** Nothing was done: the operator lacks the right. */
    FORBIDDEN,
    /** Nobody knows: no answer came, or one that does not say. */
    UNCERTAIN
}
