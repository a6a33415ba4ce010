package dev.fusebox.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Lines of a text that people or programs wrote, with their numbers. Not thread-safe. */
public final class InputLines {
    /** In the year 2096: milliseconds since 1970 are welcome, and nanoseconds stay below 2^62. */
    public static final long MAX_MILLIS = 4_000_000_000_000L;

    private static final int LONGEST_SHOWN = 60;
    private static final String CUT = "...";

    private final BufferedReader in;
    private final String name;
    private long line;

    /**
     * Nothing has been read yet.
     *
     * @param name of the file, for messages
     */
    public InputLines(Reader in, String name) {
        this.in = new BufferedReader(in);
        this.name = name;
    }

    /** The next line, without space around it, or none at the end. Empty lines, and those that begin with {@code #}, are passed over. */
    public Optional<String> next() {
        try {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                String trimmed = text.strip();
                if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                    return Optional.of(trimmed);
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            throw wrong("cannot be read: " + unreadable.getMessage());
        }
    }

    /** What is wrong with the line read last. */
    public BadInput wrong(String message) {
        return new BadInput(name + ":" + line + ": " + message);
    }

    /** What stands there, quoted, and cut if it is long. */
    public static String quoted(String text) {
        return "'" + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN - CUT.length()) + CUT)
                + "'";
    }

    /** What is said of a time that falls; both as they were written, in milliseconds. */
    public BadInput falls(String lastMillis, String millis) {
        return wrong("expected a time of at least " + lastMillis + " ms, which is that before, not " + millis);
    }
}
