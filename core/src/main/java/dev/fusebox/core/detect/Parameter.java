package dev.fusebox.core.detect;

import java.util.List;

/** What can be set of a detector. Its key, default and range are written once: where the detector that enforces them is. */
public sealed interface Parameter {
    /** What it is called, with its unit. */
    String key();

    /** What a larger or another value does. */
    String meaning();

    /**
     * A number.
     *
     * @param key what it is called, with its unit
     * @param defaultValue of the detector at default settings of a group
     * @param min smallest value that is taken
     * @param max largest value that is taken
     * @param unit {@code ms} or what is counted
     * @param meaning what a larger value does
     */
    record Quantity(String key, double defaultValue, double min, double max, String unit, String meaning)
            implements Parameter {
        private static final double NANOS_PER_MILLI = 1e6;

        public Quantity {
            if (!(min <= defaultValue && defaultValue <= max)) {
                throw new IllegalArgumentException("the default of " + key + " lies outside its range");
            }
        }

        /** The value, if it lies in the range. */
        public double check(double value) {
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(key + " must be " + text(min) + " to " + text(max) + ' ' + unit
                        + ", not " + (Double.isFinite(value) ? text(value) : String.valueOf(value)));
            }
            return value;
        }

        /** The span in nanoseconds, if it lies in the range, which is in milliseconds. */
        long checkNanos(long nanos) {
            check(nanos / NANOS_PER_MILLI);
            return nanos;
        }

        /** The default, a span in milliseconds, in nanoseconds. */
        long defaultNanos() {
            return Math.round(defaultValue * NANOS_PER_MILLI);
        }

        private static String text(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }

    /**
     * One of several words.
     *
     * @param key what it is called
     * @param defaultValue one of the values
     * @param values all of them
     * @param meaning what the choice is about
     */
    record Choice(String key, String defaultValue, List<String> values, String meaning) implements Parameter {
        public Choice {
            values = List.copyOf(values);
        }
    }
}
