package dev.fusebox.lab.sim.engine;

/** A rolling 64-bit hash over everything that happened in a run, in order. Two runs with one hash did the same. */
public final class EventHash {
    private long value = 0x243F6A8885A308D3L;

    /** One more word. */
    public void add(long word) {
        value = (Long.rotateLeft(value, 5) ^ word) * 0x9E3779B97F4A7C15L;
        value ^= value >>> 29;
    }

    /** Everything until now. */
    public long value() {
        return value;
    }

    /** The same, for people: 16 hexadecimal digits. */
    public String hex() {
        return "%016x".formatted(value);
    }
}
