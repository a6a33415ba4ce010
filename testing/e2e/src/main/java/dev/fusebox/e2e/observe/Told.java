package dev.fusebox.e2e.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One notice as an application heard it.
 *
 * @param event the event's name, such as {@code fuse-burnt}
 * @param atNanos when it was heard, on the monotonic clock of the application's host
 * @param group {@code namespace/name}
 * @param epoch the group's epoch
 * @param detail words {@code key=value}; the last one of a key wins
 */
public record Told(String event, long atNanos, String group, long epoch, Map<String, String> detail) {
    public static final String BURNT = "fuse-burnt";
    public static final String INTACT = "fuse-intact";
    public static final String SUSPECTED = "member-suspected";
    public static final String FAILED = "member-failed";

    private static final int FIXED_WORDS = 5;

    public Told {
        detail = Map.copyOf(detail);
    }

    /** Reads {@code told <event> <nanos> <group> <epoch> [detail]}; empty for any other line, and for half a line. */
    public static Optional<Told> read(String line) {
        String[] words = line.strip().split(" +");
        if (words.length < FIXED_WORDS || !words[0].equals("told")) {
            return Optional.empty();
        }
        try {
            Map<String, String> detail = new HashMap<>();
            for (int i = FIXED_WORDS; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                if (equals > 0) {
                    detail.put(words[i].substring(0, equals), words[i].substring(equals + 1));
                }
            }
            return Optional.of(
                    new Told(words[1], Long.parseLong(words[2]), words[3], Long.parseLong(words[4]), detail));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    public boolean is(String name, String ofGroup, long ofEpoch) {
        return event.equals(name) && group.equals(ofGroup) && epoch == ofEpoch;
    }
}
