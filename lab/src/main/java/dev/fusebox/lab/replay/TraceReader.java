package dev.fusebox.lab.replay;

import dev.fusebox.lab.InputLines;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a trace, one line at a time: {@code <millis> beat [<sequence>]} or {@code <millis> level}. Times do not fall; they may have up
 * to six digits after the point. Empty lines, and lines that begin with {@code #}, are passed over.
 */
public final class TraceReader {
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(?:(level)|beat(?:\\s+(\\S+))?)");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,13}(\\.\\d{1,6})?");
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");

    private static final BigDecimal MAX_MILLIS = BigDecimal.valueOf(InputLines.MAX_MILLIS);

    private final InputLines lines;
    private String lastMillis = "0";
    private long lastNanos;

    /**
     * A reader that has read nothing.
     *
     * @param name of the file, for messages
     */
    public TraceReader(Reader in, String name) {
        this.lines = new InputLines(in, name);
    }

    /** The next line, or none at the end. */
    public Optional<TraceLine> next() {
        return lines.next().map(this::parse);
    }

    private TraceLine parse(String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw lines.wrong("expected 'MILLIS beat [SEQUENCE]' or 'MILLIS level', not " + InputLines.quoted(text));
        }
        String millis = matcher.group(1);
        long nanos = nanos(millis);
        if (nanos < lastNanos) {
            throw lines.falls(lastMillis, millis);
        }
        lastNanos = nanos;
        lastMillis = millis;
        return matcher.group(2) != null
                ? new TraceLine.Level(millis, nanos)
                : new TraceLine.Beat(millis, nanos, sequence(Optional.ofNullable(matcher.group(3))));
    }

    private long nanos(String millis) {
        if (!MILLIS.matcher(millis).matches() || new BigDecimal(millis).compareTo(MAX_MILLIS) > 0) {
            throw lines.wrong(
                    "expected a time in milliseconds, 0 to " + MAX_MILLIS + ", not " + InputLines.quoted(millis));
        }
        return new BigDecimal(millis).movePointRight(6).longValueExact();
    }

    private OptionalLong sequence(Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!SEQUENCE.matcher(text.get()).matches()) {
            throw lines.wrong("expected a sequence number of up to 18 digits, not " + InputLines.quoted(text.get()));
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }
}
