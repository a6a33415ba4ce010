package dev.fusebox.lab.sim;

import dev.fusebox.lab.BadInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds to run one after the other.
 *
 * @param from the first
 * @param to the last
 */
public record Seeds(long from, long to) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.\\.([0-9]{1,18})");

    /** From A..B. */
    public static Seeds parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BadInput("--seeds must be A..B as in 1..100, not \"" + text + "\"");
        }
        Seeds seeds = new Seeds(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        if (seeds.to < seeds.from) {
            throw new BadInput("--seeds must be A..B with A at most B, not \"" + text + "\"");
        }
        return seeds;
    }

    /** How many. */
    public long count() {
        return to - from + 1;
    }
}
