package dev.fusebox.operator.kubernetes;

/** What can go wrong with one request, or with the process that sends it. */
enum Fault {
    /** The process dies before the server hears of it. */
    DIES_BEFORE,
    /** The server does it, and the process dies before it knows. */
    DIES_AFTER,
    /** The server does it, and the answer is lost. */
    REPLY_LOST,
    /** The request is lost. */
    REQUEST_LOST,
    /** The server does nothing, and says 500. */
    SERVER_ERROR,
    /** The server does nothing, and says 429. */
    THROTTLED,
    /** A read shows what was there before the last change. */
    STALE_READ,
    /** The process stands still before the request; another one leads, and does all there is to do; then it goes on. */
    PAUSED_BEFORE,
    /** The same after the request. */
    PAUSED_AFTER;

    /** A process that died. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
