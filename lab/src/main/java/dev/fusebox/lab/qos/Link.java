package dev.fusebox.lab.qos;

/** What happens to a message on its way; a datagram link, each message for itself. */
@FunctionalInterface
interface Link {
    /** It never arrives. */
    long LOST = -1;

    /** When a message sent now arrives, or {@link #LOST}; times of sending do not fall from call to call. */
    long arrives(long sentNanos);
}
