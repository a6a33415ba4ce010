package dev.fusebox.agent.local;

/** Calls later. On the loop's thread. */
@FunctionalInterface
public interface Alarm {
    /**
     * Runs that once, so much later, unless it is cancelled before.
     *
     * @return cancels it
     */
    Runnable after(long nanos, Runnable action);
}
