package dev.fusebox.lab.qos.group;

import dev.fusebox.core.roster.Fate;
import java.util.Optional;
import java.util.function.Function;

/** What of a group is judged. */
public enum GroupLevel {
    /** What members conclude of each other, in a group in which that has no consequence. */
    VERDICT(Fate.NONE, VerdictMeter::new),
    /** What members are told, in a group that goes on in the next epoch. */
    FUSE(Fate.NOTIFY, FuseMeter::new);

    private final Fate fate;
    private final Function<Optional<Cause>, LevelMeter> meters;

    GroupLevel(Fate fate, Function<Optional<Cause>, LevelMeter> meters) {
        this.fate = fate;
        this.meters = meters;
    }

    Fate fate() {
        return fate;
    }

    LevelMeter meter(Optional<Cause> cause) {
        return meters.apply(cause);
    }
}
