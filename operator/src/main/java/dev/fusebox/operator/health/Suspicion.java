package dev.fusebox.operator.health;

/**
 * A member that some reporter suspects or has convicted.
 *
 * @param verdict name of the verdict, or {@code Suspected}
 * @param votes and observers, at most, over all reporters
 * @param levelMilli highest level of suspicion over all reporters, in thousandths
 */
public record Suspicion(String uid, String verdict, int votes, int observers, int levelMilli) {
    /** While there is no verdict. */
    public static final String SUSPECTED = "Suspected";

    /** Whether there is a verdict. */
    public boolean convicted() {
        return !verdict.equals(SUSPECTED);
    }
}
