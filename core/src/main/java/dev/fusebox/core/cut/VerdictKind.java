package dev.fusebox.core.cut;

/** What a member concludes about a subject, in the words of the protocol's verdict table. */
public enum VerdictKind {
    /** A planned end: not a failure. */
    LEFT,
    /** The subject says so about itself. */
    APPLICATION_FAILED,
    /** The operator reports what only Kubernetes knows. */
    REPORTED,
    /** Some reach the subject and others do not: a fact about links, not about the subject. */
    LINK_DEGRADED,
    /** Enough observers cannot reach the subject and nobody proves that it lives. */
    UNREACHABLE,
    /** About oneself: cut off from the others. */
    ISOLATED
}
