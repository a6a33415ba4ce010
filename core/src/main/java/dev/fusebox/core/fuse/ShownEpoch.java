package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.GroupEpoch;
import java.util.List;

/**
 * One epoch as one member shows it to another: acknowledged, shared by the two, not burnt.
 *
 * @param kept known from an earlier session, by what was kept on disk
 * @param acknowledged who acknowledged, as far as the one who shows it knows: bit {@code i} of word {@code w} is the
 *     {@code 64 w + i}-th member of that revision in the order of ids. Empty in groups where everybody talks to everybody
 */
public record ShownEpoch(GroupEpoch groupEpoch, long revision, boolean kept, List<Long> acknowledged) {
    public ShownEpoch {
        acknowledged = List.copyOf(acknowledged);
    }

    /** Without word about others. */
    public ShownEpoch(GroupEpoch groupEpoch, long revision, boolean kept) {
        this(groupEpoch, revision, kept, List.of());
    }
}
