package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;
import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The gossip-style failure detection service (van Renesse, Minsky, Hayden: A gossip-style failure detection service, Middleware 1998,
 * section 2). One member's part: each round it raises its own counter and sends its table of counters to one random live member; what
 * arrives is merged by maximum. The level of a member is the number of own rounds since its counter grew here. A member at the
 * threshold is failed: it is gossiped about and to no longer, and its entry is kept for as long again, so that a late table does not
 * bring a dead one back to life; then it is forgotten. A counter that grows revives it at any time.
 *
 * <p>Load is one message per member and round whatever the group's size, detection grows with its logarithm. Every {@value
 * #ANYBODY_EVERY}th round the table goes to any member, also a failed one, so that two halves of a healed partition find each other
 * again (the paper broadcasts for that).
 *
 * <p>Pure: what is to be sent is returned, chance is handed in. Not thread-safe.
 */
public final class GossipCounter {
    static final Quantity THRESHOLD = CounterGrowth.threshold(
            16,
            "own rounds without growth; higher is calmer and slower, and must grow with the logarithm of the members");

    private static final int ANYBODY_EVERY = 10;

    /** A counter ahead of ours by more than the rounds that passed could explain is not believed: it would never be overtaken. */
    private static final long CREDIBLE_LEAP = 1_000;

    private final MemberId self;
    private final long session;
    private final int failAfterRounds;
    private final Map<MemberId, Known> table = new LinkedHashMap<>();
    private List<MemberId> others = List.of();
    private long round;
    private long refused;

    /** A table for one member. */
    public record Send(MemberId to, GossipTable table) {}

    private static final class Known {
        private long session = Long.MIN_VALUE;
        private long counter;
        private long round;
        private boolean forgotten;

        private void forget() {
            session = Long.MIN_VALUE;
            counter = 0;
            forgotten = true;
        }
    }

    /**
     * Nobody was heard yet; everybody counts as grown now.
     *
     * @param session of this member, later than any before
     * @param failAfterRounds level from which a member counts as failed
     */
    public GossipCounter(MemberId self, long session, Set<MemberId> members, int failAfterRounds) {
        THRESHOLD.check(failAfterRounds);
        this.self = self;
        this.session = session;
        this.failAfterRounds = failAfterRounds;
        revise(members);
    }

    static DetectorDescription description() {
        return new DetectorDescription(
                "GossipCounter",
                "van Renesse, Minsky, Hayden: A gossip-style failure detection service, Middleware 1998, section 2",
                "own rounds since the counter grew",
                List.of(THRESHOLD, Intervals.INTERVAL));
    }

    /** The members changed; counters of those that stay are kept. */
    public void revise(Set<MemberId> members) {
        Set<MemberId> all = new LinkedHashSet<>(members);
        all.remove(self);
        table.keySet().retainAll(all);
        for (MemberId other : all) {
            table.computeIfAbsent(other, o -> grownNow());
        }
        others = List.copyOf(all);
    }

    /** One interval passed: the table for one member, if there is another. */
    public Optional<Send> round(RandomGenerator random) {
        return round(random, other -> true);
    }

    /** The same, for one of those that can be reached. */
    public Optional<Send> round(RandomGenerator random, Predicate<MemberId> reachable) {
        round++;
        table.values().stream()
                .filter(known -> age(known) >= 2L * failAfterRounds)
                .forEach(Known::forget);
        List<MemberId> near = others.stream().filter(reachable).toList();
        List<MemberId> candidates = near.stream().filter(this::isLive).toList();
        if (candidates.isEmpty() || round % ANYBODY_EVERY == 0) {
            candidates = near;
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Send(candidates.get(random.nextInt(candidates.size())), live()));
    }

    private GossipTable live() {
        List<GossipTable.Entry> entries = new ArrayList<>(others.size() + 1);
        entries.add(new GossipTable.Entry(self, session, round));
        for (MemberId other : others) {
            Known known = table.get(other);
            if (known != null && known.counter > 0 && isLive(other)) {
                entries.add(new GossipTable.Entry(other, known.session, known.counter));
            }
        }
        return new GossipTable(entries);
    }

    /**
     * A table arrived: what is newer than what is known here is taken over. Members that are not known are passed over.
     *
     * @return whose counter grew
     */
    public List<MemberId> receive(GossipTable arrived) {
        List<MemberId> grown = new ArrayList<>();
        for (GossipTable.Entry entry : arrived.entries()) {
            Known known = table.get(entry.member());
            if (known != null && isNewer(entry, known) && merge(entry, known)) {
                grown.add(entry.member());
            }
        }
        return grown;
    }

    private static boolean isNewer(GossipTable.Entry entry, Known known) {
        return entry.session() > known.session || entry.session() == known.session && entry.counter() > known.counter;
    }

    private boolean merge(GossipTable.Entry entry, Known known) {
        boolean first = known.counter == 0 || entry.session() > known.session;
        if (!first && entry.counter() - known.counter > CREDIBLE_LEAP + 2 * age(known)) {
            refused++;
            return false;
        }
        known.session = entry.session();
        known.counter = entry.counter();
        known.round = round;
        known.forgotten = false;
        return true;
    }

    private Known grownNow() {
        Known known = new Known();
        known.round = round;
        return known;
    }

    private long age(Known known) {
        return round - known.round;
    }

    private boolean isLive(MemberId member) {
        return level(member) < failAfterRounds;
    }

    /** Own rounds since the member's counter grew, at most {@link Detector#MAX_LEVEL}; the highest for one that is unknown. */
    public double level(MemberId member) {
        Known known = table.get(member);
        return known == null || known.forgotten ? Detector.MAX_LEVEL : Math.min(Detector.MAX_LEVEL, age(known));
    }

    /** This member's own counter: nobody can have heard of a higher one in this session. */
    public long rounds() {
        return round;
    }

    /** The highest counter heard of in the member's latest session, 0 if none or forgotten. */
    public long counter(MemberId member) {
        Known known = table.get(member);
        return known == null ? 0 : known.counter;
    }

    /** Counters that were ahead of what could be. */
    public long refused() {
        return refused;
    }
}
