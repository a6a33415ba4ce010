package dev.fusebox.lab.qos;

/** When a sender sends. */
@FunctionalInterface
interface Ticks {
    /** The next time after the last, which rises from call to call. */
    long next(long lastNanos);
}
