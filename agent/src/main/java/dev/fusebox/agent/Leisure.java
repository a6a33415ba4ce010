package dev.fusebox.agent;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.KeptState;

/** When an agent that starts has the time to rehearse: whoever is missed has none. */
enum Leisure {
    /** It was in no group: nobody waits for it, and its pod's application starts after it. */
    BEFORE_ALL,
    /**
     * All that it was in has burnt, so that no peer watches it, but its application was running: that starts at once, and the next
     * epoch only begins with those that have told the operator that they are there. Many restart at once after a burn, which is when
     * a cold agent is slowest.
     */
    BEFORE_THE_OPERATOR,
    /** An epoch that it is in stands: it must be back within some hundred milliseconds. */
    NONE;

    static Leisure of(KeptState kept) {
        if (kept.groups().isEmpty()) {
            return BEFORE_ALL;
        }
        return kept.groups().stream().allMatch(group -> group.fuse() == FuseState.BURNT) ? BEFORE_THE_OPERATOR : NONE;
    }
}
