package dev.fusebox.operator.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which groups are looked at with each tick: those that time alone may move on, and of those at rest a part, each in its turn. Those at rest
 * are looked at besides whenever something about them is heard; their turn is for what nobody thought of. Not thread-safe.
 */
final class Rounds {
    /** Ticks of 200 ms in a round: a group at rest is looked at every 5 s. */
    static final int TICKS = 25;

    /** With no case open there is nothing to decide: what is counted for breakers and storms is counted once per second then. */
    static final int TICKS_WITHOUT_CASES = 5;

    private final Set<String> restless = new HashSet<>();
    private int tick;

    /** A group was looked at. */
    void looked(String key, boolean atRest) {
        if (atRest) {
            restless.remove(key);
        } else {
            restless.add(key);
        }
    }

    void forget(String key) {
        restless.remove(key);
    }

    void forgetAll() {
        restless.clear();
    }

    /** Whether all cases are to be judged with this tick. */
    boolean judges(boolean anyCase) {
        return anyCase || tick % TICKS_WITHOUT_CASES == 0;
    }

    /** Another tick: whose turn it is. */
    List<String> next(Collection<String> all) {
        tick = (tick + 1) % TICKS;
        List<String> due = new ArrayList<>();
        for (String key : all) {
            if (restless.contains(key) || Math.floorMod(key.hashCode(), TICKS) == tick) {
                due.add(key);
            }
        }
        return due;
    }
}
