package dev.fusebox.operator.remediation;

import dev.fusebox.operator.remediation.ClusterApi.GroupNow;
import dev.fusebox.operator.remediation.Result.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fence: before a leader acts in a group it raises the group's leader epoch, and it goes on only as long as that is still its own. Of
 * one term; not thread-safe.
 */
final class LeaderEpochs {
    /** The optimistic lock also fails when somebody writes a summary; so often it is tried again at once. */
    static final int TRIES = 4;

    private final Map<GroupRef, Long> raised = new HashMap<>();
    private final ClusterApi api;

    LeaderEpochs(ClusterApi api) {
        this.api = api;
    }

    /** Another term begins: what was raised in an earlier one is forgotten. */
    void newTerm() {
        raised.clear();
    }

    /** What this leader raised; empty if it has not acted in that group. */
    Optional<Long> of(GroupRef ref) {
        return Optional.ofNullable(raised.get(ref));
    }

    /** The group as it is now, under this leader's epoch, which is raised first where this leader has not acted yet. */
    Optional<GroupNow> own(GroupRef ref) {
        for (int i = 0; i < TRIES; i++) {
            Optional<GroupNow> group =
                    api.group(ref).found().filter(g -> g.uid().equals(ref.uid()));
            if (group.isEmpty()) {
                return Optional.empty();
            }
            Long mine = raised.get(ref);
            if (mine != null) {
                return group.filter(g -> g.leaderEpoch() == mine);
            }
            if (!api.leading().found().orElse(false)) {
                return Optional.empty();
            }
            long next = group.get().leaderEpoch() + 1;
            Answer answer = api.raiseLeaderEpoch(ref, group.get().resourceVersion(), next);
            if (answer == Answer.DONE) {
                raised.put(ref, next);
            } else if (answer != Answer.CONFLICT) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Why a group could not be had. */
    Result deposedOrOpen(GroupRef ref) {
        Read<GroupNow> group = api.group(ref);
        if (group instanceof Read.Absent<GroupNow>) {
            return Result.of(Kind.TARGET_GONE, "the group is gone");
        }
        Long mine = raised.get(ref);
        boolean later = mine != null
                && group.found().filter(g -> g.leaderEpoch() > mine).isPresent();
        return later
                ? Result.of(Kind.DEPOSED, "a later leader has acted in this group")
                : Result.of(Kind.OPEN, "the group could not be read, or this process does not lead");
    }
}
