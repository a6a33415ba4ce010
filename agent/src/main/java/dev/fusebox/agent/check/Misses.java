package dev.fusebox.agent.check;

/**
 * Counts looks that found nothing: so many in a row are a failure, the next that succeeds ends it. Nothing counts before the first success,
 * for an application that has not begun cannot have failed. Pure. Not thread-safe.
 */
final class Misses {
    private final int threshold;
    private boolean armed;
    private int inARow;

    /** What a look changed. */
    enum Change {
        NONE,
        FAILED,
        RECOVERED
    }

    Misses(int threshold) {
        this.threshold = threshold;
    }

    Change look(boolean well) {
        if (well) {
            boolean failed = failed();
            armed = true;
            inARow = 0;
            return failed ? Change.RECOVERED : Change.NONE;
        }
        if (!armed || failed()) {
            return Change.NONE;
        }
        inARow++;
        return failed() ? Change.FAILED : Change.NONE;
    }

    /** Whether a look has succeeded yet. */
    boolean armed() {
        return armed;
    }

    boolean failed() {
        return inARow >= threshold;
    }
}
