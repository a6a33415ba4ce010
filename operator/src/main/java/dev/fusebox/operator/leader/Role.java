package dev.fusebox.operator.leader;

/** What this replica is, by what it knows. */
public enum Role {
    /** Nothing is known yet: the API server has not answered since the start. */
    UNDECIDED,
    /** Holds the Lease, and renewed it in time. */
    LEADING,
    /** Held the Lease and could not renew it in time; nobody else is known to hold it. Writes nothing, keeps its agents. */
    SUSPENDED,
    /** Another holds it, or may. */
    FOLLOWING
}
