package dev.fusebox.operator.roster;

/**
 * Who looks after a pod: its controlling owner, or the top of the chain where that is known.
 *
 * @param kind such as StatefulSet; empty if nobody does
 */
public record Owner(String apiVersion, String kind, String name, String uid) {
    /** A pod that nobody replaces. */
    public static final Owner NONE = new Owner("", "", "", "");

    /** Whether it restarts its own group of pods as a whole: a second hand in that would only disturb. */
    public boolean restartsItsOwnGroup() {
        return (kind.equals("LeaderWorkerSet") && apiVersion.startsWith("leaderworkerset.x-k8s.io/"))
                || (kind.equals("JobSet") && apiVersion.startsWith("jobset.x-k8s.io/"));
    }

    /** Whether there is one. */
    public boolean present() {
        return !kind.isEmpty();
    }
}
