package dev.fusebox.lab.sim;

import dev.fusebox.lab.BadInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of whole numbers, seeds or sizes, both ends included.
 *
 * @param from the first
 * @param to the last
 */
public record WholeRange(long from, long to) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.\\.([0-9]{1,18})");

    /** From A..B, as that option has it. */
    public static WholeRange parse(String option, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BadInput(option + " must be A..B as in 1..100, not \"" + text + "\"");
        }
        WholeRange range = new WholeRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        if (range.to < range.from) {
            throw new BadInput(option + " must be A..B with A at most B, not \"" + text + "\"");
        }
        return range;
    }

    /** How many. */
    public long count() {
        return to - from + 1;
    }
}
