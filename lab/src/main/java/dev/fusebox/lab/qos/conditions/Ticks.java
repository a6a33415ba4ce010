package dev.fusebox.lab.qos.conditions;

/** When a sender sends. */
@FunctionalInterface
public interface Ticks {
    /** The next time after the last, which rises from call to call. */
    long next(long lastNanos);
}
