package dev.fusebox.operator.leader;

/** Hears of changes, one after the other, on the election's thread; must not block. */
public interface LeadershipListener {
    /** This replica leads, under a number that no leader had before: it knows nothing yet but what is stored. */
    void leading(long term);

    /** It still holds the Lease as far as it knows, but could not renew it: nothing may be written. */
    void suspended();

    /** It leads again under the same number: nobody else did in between. */
    void resumed();

    /** Another leads, or may. */
    void following();
}
