package dev.fusebox.core.roster;

/**
 * A member: in Kubernetes the UID of its pod, elsewhere a free name.
 *
 * @param value 1 to 63 characters
 */
public record MemberId(String value) implements Comparable<MemberId> {
    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 63;

    public MemberId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a member id has 1 to " + MAX_LENGTH + " characters, this one has " + value.length());
        }
    }

    @Override
    public int compareTo(MemberId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
