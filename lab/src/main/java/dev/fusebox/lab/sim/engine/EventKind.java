package dev.fusebox.lab.sim.engine;

/** What can happen in a simulated world. Target and other are members' numbers; the number's meaning stands with each. */
public enum EventKind {
    /** A member's next deadline; number: its start. */
    TIMER,
    /** A member that is busy can go on; number: its start. */
    FREE_AGAIN,
    /** A message reaches target from other; number: the connection. */
    MESSAGE,
    /** The first segment of a lost stretch is sent again from target to other; number: the connection. */
    RETRANSMISSION,
    /** Other wants a stream with target; number: the connection. */
    CONNECT,
    /** Other's host took target's connection; number: the connection. */
    CONNECTED,
    /** Target tries to connect to other again, or gives up; number: the connection. */
    CONNECT_AGAIN,
    /** Other ended, or does not know, that connection with target; number: the connection. */
    RESET,
    /** A probe of other's on a path of its own reaches target; number: the call. */
    PROBE,
    /** Its answer reaches target from other; number: the call. */
    PROBE_ANSWER,
    /** Other's host refused target's probe; number: the call. */
    PROBE_REFUSED,
    /** A fault begins, ends or turns; target: which; number: the step. */
    FAULT,
    /** A member starts; number: 1 if it keeps its state. */
    START,
    /** A member that left is gone. */
    GONE,
    /** The operator hears from a member. */
    REPORT,
    /** A member hears from the operator. */
    ORDER,
    /** The operator looks again. */
    OPERATOR
}
