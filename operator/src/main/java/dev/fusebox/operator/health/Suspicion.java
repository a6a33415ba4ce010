package dev.fusebox.operator.health;

import java.util.List;
import java.util.Set;

/**
 * A member that some reporter suspects or has convicted.
 *
 * @param verdict name of the verdict, or {@code Suspected}
 * @param votes and observers, at most, over all reporters
 * @param levelMilli highest level of suspicion over all reporters, in thousandths
 * @param uncorroborated whether every reporter of the verdict says so
 * @param standing votes that observers told of themselves
 * @param reporters pod UIDs of those who say that it is suspected or convicted
 */
public record Suspicion(
        String uid,
        String verdict,
        int votes,
        int observers,
        int levelMilli,
        boolean uncorroborated,
        List<Vote> standing,
        Set<String> reporters) {
    public Suspicion {
        standing = List.copyOf(standing);
        reporters = Set.copyOf(reporters);
    }

    /**
     * A vote that an observer itself told the operator of.
     *
     * @param observer pod UID, from the identity of its stream
     */
    public record Vote(String observer, int weight, int levelMilli) {}

    /** While there is no verdict. */
    public static final String SUSPECTED = "Suspected";

    /** Whether there is a verdict. */
    public boolean convicted() {
        return !verdict.equals(SUSPECTED);
    }
}
