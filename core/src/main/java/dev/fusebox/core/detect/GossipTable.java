package dev.fusebox.core.detect;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.util.List;

/**
 * What one member knows of the counters of all.
 *
 * @param entries at most {@value #MAX_ENTRIES}; failed members are left out
 */
public record GossipTable(List<Entry> entries) {
    /** As many as a group has members: with pods' ids such a table fits a frame. */
    public static final int MAX_ENTRIES = Roster.MAX_MEMBERS;

    public GossipTable {
        entries = List.copyOf(entries);
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "a table has at most " + MAX_ENTRIES + " entries, not " + entries.size());
        }
    }

    /**
     * One member's counter.
     *
     * @param session the member's own: a restarted member counts from 1 again, under a later session
     * @param counter 1 or more
     */
    public record Entry(MemberId member, long session, long counter) {
        public Entry {
            if (counter < 1) {
                throw new IllegalArgumentException("a counter is 1 or more, not " + counter);
            }
        }
    }
}
