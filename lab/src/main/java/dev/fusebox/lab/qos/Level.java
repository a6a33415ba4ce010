package dev.fusebox.lab.qos;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.qos.group.GroupLevel;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whose word is judged, and how one speaks of it. */
enum Level {
    PAIR(
            "pair",
            12,
            Optional.empty(),
            new Words(
                    "threshold",
                    "mean detection time, ms",
                    "mistakes per hour",
                    "mean duration of a mistake, ms",
                    "mistakes")),
    VERDICT(
            "verdict",
            0.2,
            Optional.of(GroupLevel.VERDICT),
            new Words(
                    "set to",
                    "mean time from a crash to a verdict, ms",
                    "wrong verdicts per hour and pair",
                    "mean duration of a wrong verdict, ms",
                    "wrong verdicts")),
    FUSE(
            "fuse",
            0.2,
            Optional.of(GroupLevel.FUSE),
            new Words(
                    "set to",
                    "mean time from a crash to the last member told, ms",
                    "burns per hour of a healthy group",
                    "mean time until all are intact again, ms",
                    "burns without a cause"));

    /**
     * How charts speak of it.
     *
     * @param dial what stands before a dial's place
     * @param detection the axis to the right
     * @param rate the axis upwards, if mistakes are counted
     * @param duration likewise, if they are timed
     * @param mistakes many
     */
    record Words(String dial, String detection, String rate, String duration, String mistakes) {}

    private final String key;
    private final double usualHours;
    private final Optional<GroupLevel> group;
    private final Words words;

    Level(String key, double usualHours, Optional<GroupLevel> group, Words words) {
        this.key = key;
        this.usualHours = usualHours;
        this.group = group;
        this.words = words;
    }

    /** The one of that key. */
    static Level of(String key) {
        return Arrays.stream(values())
                .filter(l -> l.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new BadInput("--level: expected "
                        + Arrays.stream(values()).map(Level::key).collect(Collectors.joining(" or ")) + ", not "
                        + key));
    }

    /** On the command line, and in files. */
    String key() {
        return key;
    }

    /** How long is watched if nobody says. */
    double usualHours() {
        return usualHours;
    }

    /** What of a group is judged; empty if it is a single observer. */
    Optional<GroupLevel> group() {
        return group;
    }

    Words words() {
        return words;
    }
}
