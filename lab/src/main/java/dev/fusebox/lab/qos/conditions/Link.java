package dev.fusebox.lab.qos.conditions;

/** What happens to messages on their way; a datagram link, each message for itself. Times of sending do not fall from call to call. */
public interface Link {
    /** It never arrives. */
    long LOST = -1;

    /** Whether a message sent now is lost; asked once for each. */
    boolean loses(long sentNanos);

    /** How long a message takes that is sent now and not lost. */
    long delayNanos(long sentNanos);

    /** When a message sent now arrives, or {@link #LOST}. */
    default long arrives(long sentNanos) {
        return loses(sentNanos) ? LOST : sentNanos + delayNanos(sentNanos);
    }
}
