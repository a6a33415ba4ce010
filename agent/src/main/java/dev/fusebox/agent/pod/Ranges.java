package dev.fusebox.agent.pod;

/** Refuses numbers out of their range. */
final class Ranges {
    private Ranges() {}

    static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
