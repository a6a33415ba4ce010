package dev.fusebox.core.member;

import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import java.util.List;
import java.util.Optional;

/**
 * What a member keeps on disk across restarts of its agent.
 *
 * @param bootCounter of the session that wrote it; the next session has one more
 * @param incarnation last own incarnation
 * @param groups the groups it is in
 * @param tombstones burnt epochs, oldest first
 */
public record KeptState(long bootCounter, long incarnation, List<KeptGroup> groups, List<GroupEpoch> tombstones) {
    /** Nothing kept: a first start, or a file that was corrupt. */
    public static final KeptState NONE = new KeptState(0, 0, List.of(), List.of());

    public KeptState {
        groups = List.copyOf(groups);
        tombstones = List.copyOf(tombstones);
    }

    /**
     * One group.
     *
     * @param cause present when burnt
     */
    public record KeptGroup(Roster roster, FuseState fuse, Optional<Cause> cause) {}
}
