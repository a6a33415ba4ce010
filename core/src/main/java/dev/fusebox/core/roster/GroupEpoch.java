package dev.fusebox.core.roster;

/**
 * One life of one group's fuse.
 *
 * @param group name of the group, 1 to 317 characters ({@code namespace/name} in Kubernetes)
 * @param epoch from 1; a burnt epoch never comes back
 */
public record GroupEpoch(String group, long epoch) implements Comparable<GroupEpoch> {
    /** The longest name: a namespace, a slash and an object name of Kubernetes. */
    public static final int MAX_NAME_LENGTH = 317;

    public GroupEpoch {
        if (group.isEmpty() || group.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "a group's name has 1 to " + MAX_NAME_LENGTH + " characters, this one has " + group.length());
        }
        if (epoch < 1) {
            throw new IllegalArgumentException("an epoch is at least 1, not " + epoch);
        }
    }

    @Override
    public int compareTo(GroupEpoch other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : Long.compare(epoch, other.epoch);
    }

    @Override
    public String toString() {
        return group + "#" + epoch;
    }
}
