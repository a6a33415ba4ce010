package dev.fusebox.core.member;

import dev.fusebox.core.detect.GossipCounter;
import dev.fusebox.core.detect.GossipCounter.Send;
import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.roster.MemberId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** {@link GossipCounter} inside a group: its tables go to members that have a stream. */
final class GossipTables implements DetectorFeed.Source {
    /** A member that takes this detector up again in the same session counts anew: the revision tells the two apart. */
    private static final int REVISION_BITS = 20;

    private final MemberId self;
    private final long session;
    private final Membership membership;
    private final GossipCounter counters;
    private long membershipSeen;

    GossipTables(Self self, Membership membership, int failAfterRounds) {
        this.self = self.id();
        this.membership = membership;
        long revision = membership.roster().revision() & ((1L << REVISION_BITS) - 1);
        this.session = self.session.counter() << REVISION_BITS | revision;
        this.counters = new GossipCounter(this.self, session, members(), failAfterRounds);
        this.membershipSeen = membership.changes();
    }

    /** What one interval sends. */
    Optional<Send> round(RandomGenerator random, Predicate<MemberId> hasStream) {
        revise();
        return counters.round(random, hasStream);
    }

    /** What is wrong with the whole table, if anything is: it knows more of this member than this member does. */
    Optional<Counter> fault(GossipTable table) {
        boolean forged = table.entries().stream()
                .filter(e -> e.member().equals(self))
                .anyMatch(e -> e.session() > session || e.session() == session && e.counter() > counters.rounds());
        return forged ? Optional.of(Counter.DROPPED_OUT_OF_RANGE) : Optional.empty();
    }

    /** Entries about members that are not in the roster: of no use, and no reason to drop the rest, for revisions overlap. */
    long strangers(GossipTable table) {
        return table.entries().stream()
                .filter(e -> !membership.contains(e.member()))
                .count();
    }

    /** Takes over what is newer, and says whose counter grew. */
    List<MemberId> receive(GossipTable table) {
        revise();
        return counters.receive(table);
    }

    /** Counters so far that were ahead of what could be. */
    long refused() {
        return counters.refused();
    }

    private void revise() {
        if (membership.changes() != membershipSeen) {
            membershipSeen = membership.changes();
            counters.revise(members());
        }
    }

    private Set<MemberId> members() {
        return new TreeSet<>(membership.others());
    }
}
