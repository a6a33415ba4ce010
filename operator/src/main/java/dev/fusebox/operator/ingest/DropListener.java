package dev.fusebox.operator.ingest;

/** Hears of what was not taken. Called on any thread; must not block. */
public interface DropListener {
    /**
     * Something was not taken.
     *
     * @param uid who sent it; empty if that is not known
     */
    void dropped(String uid, Drop reason);
}
