package dev.fusebox.core.member;

import dev.fusebox.core.detect.HeartbeatPath;
import dev.fusebox.core.detect.HeartbeatPath.Send;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.roster.MemberId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@link HeartbeatPath} inside a group: its neighbours are this member's observers and subjects. */
final class PathHeartbeats implements DetectorFeed.Source {
    private final MemberId self;
    private final Membership membership;
    private final HeartbeatPath counters;
    private long membershipSeen;

    PathHeartbeats(MemberId self, Membership membership) {
        this.self = self;
        this.membership = membership;
        this.counters = new HeartbeatPath(self, members(), neighbours(), HeartbeatPath.PATH_LENGTH);
        this.membershipSeen = membership.changes();
    }

    /** What one interval sends. */
    List<Send> round() {
        revise();
        return counters.round();
    }

    /** What is wrong with that heartbeat, if anything is. */
    Optional<Counter> fault(MemberId from, PathHeartbeat heartbeat) {
        List<MemberId> path = heartbeat.path();
        if (path.size() > HeartbeatPath.PATH_LENGTH || path.contains(self)) {
            return Optional.of(Counter.DROPPED_OUT_OF_RANGE);
        }
        return path.getLast().equals(from) && path.stream().allMatch(membership::contains)
                ? Optional.empty()
                : Optional.of(Counter.DROPPED_STRANGER);
    }

    /**
     * A heartbeat without fault: everyone on its path has grown.
     *
     * @return what to pass on
     */
    List<Send> receive(MemberId from, PathHeartbeat heartbeat) {
        revise();
        return counters.receive(from, heartbeat);
    }

    private void revise() {
        if (membership.changes() != membershipSeen) {
            membershipSeen = membership.changes();
            counters.revise(members(), neighbours());
        }
    }

    private Set<MemberId> members() {
        return new TreeSet<>(membership.others());
    }

    /** Convicted subjects, too: who may recover must hear and be heard. */
    private Set<MemberId> neighbours() {
        Set<MemberId> near = new TreeSet<>(membership.neighbours());
        near.addAll(membership.subjects());
        return near;
    }
}
