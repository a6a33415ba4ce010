package dev.fusebox.core.detect;

/** The highest sequence so far: what is not above it was seen, or was overtaken, and says nothing about now. */
final class Sequences {
    private long highest;

    boolean isNewer(long sequence) {
        return sequence > highest;
    }

    void take(long sequence) {
        highest = sequence;
    }

    /** Whether none came yet in this session. */
    boolean isEmpty() {
        return highest == 0;
    }

    long highest() {
        return highest;
    }

    /** A new session begins: it counts from one. */
    void forget() {
        highest = 0;
    }
}
