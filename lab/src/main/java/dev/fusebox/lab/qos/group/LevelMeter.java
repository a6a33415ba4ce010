package dev.fusebox.lab.qos.group;

import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.sim.watch.Watcher;

/** Watches one {@link Course} and counts what is right and wrong at its level. */
interface LevelMeter extends Watcher {
    /** Whether the rest of the run can tell no more: there was a crash, and everybody knows. */
    boolean sawEnough();

    /** How many statements were wrong: nothing had failed. */
    long mistakes();

    /** How long these stood, all together. */
    double mistakeNanos();

    /** How long statements about what had not failed were watched, all together. */
    double upNanos();

    /** Whether the group was in a state to find anything when the cause came. */
    boolean struck();

    /** Whether all that live found the cause that there was. */
    boolean noticed();

    /** How long the cause took to be found. Adds nothing if the group was in no state to find anything. */
    void addTo(DetectionTimes times);
}
