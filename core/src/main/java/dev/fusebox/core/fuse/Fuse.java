package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.GroupEpoch;
import java.util.Objects;
import java.util.Optional;

/**
 * The fuse of one group epoch (after FUSE: Dunagan et al., Lightweight Failure Notification for Distributed Systems, OSDI 2004). It
 * goes {@code FORMING -> INTACT -> BURNT} or {@code FORMING -> BURNT}, never back. Not thread-safe.
 */
public final class Fuse {
    private final GroupEpoch groupEpoch;
    private FuseState state;
    private Optional<Cause> cause;

    private Fuse(GroupEpoch groupEpoch, FuseState state, Optional<Cause> cause) {
        this.groupEpoch = groupEpoch;
        this.state = state;
        this.cause = cause;
    }

    /** A new fuse. */
    public static Fuse forming(GroupEpoch groupEpoch) {
        return new Fuse(groupEpoch, FuseState.FORMING, Optional.empty());
    }

    /** A fuse as it was kept on disk. */
    public static Fuse kept(GroupEpoch groupEpoch, FuseState state, Optional<Cause> cause) {
        return new Fuse(groupEpoch, state, cause);
    }

    /**
     * Everyone has acknowledged.
     *
     * @return whether that changed anything
     */
    public boolean intact() {
        if (state != FuseState.FORMING) {
            return false;
        }
        state = FuseState.INTACT;
        return true;
    }

    /**
     * Burns it.
     *
     * @return whether it was not burnt before
     */
    public boolean burn(Cause why) {
        if (state == FuseState.BURNT) {
            return false;
        }
        state = FuseState.BURNT;
        cause = Optional.of(why);
        return true;
    }

    public GroupEpoch groupEpoch() {
        return groupEpoch;
    }

    public FuseState state() {
        return state;
    }

    /** Whether it is burnt, for ever. */
    public boolean isBurnt() {
        return state == FuseState.BURNT;
    }

    /** Present when burnt. */
    public Optional<Cause> cause() {
        return cause;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fuse fuse
                && groupEpoch.equals(fuse.groupEpoch)
                && state == fuse.state
                && cause.equals(fuse.cause);
    }

    @Override
    public int hashCode() {
        return Objects.hash(groupEpoch, state, cause);
    }
}
