package dev.fusebox.agent.wire;

import dev.fusebox.core.roster.MemberId;

/** The ranges of the wire format. Each check gives the value back or throws; the codecs turn that into an empty result. */
final class Checks {
    /** Texts for people. */
    static final int MAX_TEXT_LENGTH = 256;

    /** Addresses: the longest host name, a colon and a port. */
    static final int MAX_ADDRESS_LENGTH = 259;

    /** Entries of one list, where the format says 64. */
    static final int MAX_GROUPS = 64;

    /** An unsigned 64-bit counter beyond this is no counter: it would take centuries to reach. */
    private static final long MAX_COUNTER = 1L << 53;

    private Checks() {}

    /** Not thrown beyond this package. */
    static final class RefusedException extends IllegalArgumentException {
        RefusedException(String what) {
            super(what);
        }
    }

    static long counter(String name, long value) {
        return inRange(name, value, 0, MAX_COUNTER);
    }

    static long positive(String name, long value) {
        return inRange(name, value, 1, MAX_COUNTER);
    }

    static int inRange(String name, int value, int min, int max) {
        return (int) inRange(name, (long) value, min, max);
    }

    static long inRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new RefusedException(name + " is " + value + ", not " + min + " to " + max);
        }
        return value;
    }

    static String text(String name, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw new RefusedException(name + " has more than " + maxLength + " characters");
        }
        return value;
    }

    static int count(String name, int count, int max) {
        return inRange(name + " entries", count, 0, max);
    }

    static MemberId member(String id) {
        return new MemberId(id);
    }

    static RefusedException unknown(String what) {
        return new RefusedException("unknown or missing " + what);
    }
}
