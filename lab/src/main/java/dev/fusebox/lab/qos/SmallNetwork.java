package dev.fusebox.lab.qos;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.conditions.Link;
import dev.fusebox.lab.qos.conditions.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Sixteen members that run a counting detector, each with a clock and links as the conditions have them. In virtual time, one thread:
 * the same seed gives the same run. Under {@link Conditions#OUTAGE} one member stands still, the others are quiet. A member that
 * stands still sends nothing; what it would only pass on is passed on, which flatters HeartbeatPath by a little.
 */
final class SmallNetwork {
    static final int MEMBERS = 16;

    private final List<NetworkPart> parts = new ArrayList<>();
    private final List<Ticks> ticks = new ArrayList<>();
    private final Link[][] links = new Link[MEMBERS][MEMBERS];
    private final Growths growths;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::order));
    private long order;
    private long messages;
    private int crashed = -1;
    private long crashNanos = Long.MAX_VALUE;

    private record Event(long atNanos, long order, int member, int from, List<NetworkPart.Payload> payloads) {}

    /** Who makes a member's part. */
    interface Parts {
        NetworkPart of(int member, List<MemberId> ids, SplittableRandom random);
    }

    SmallNetwork(Parts maker, Conditions conditions, long intervalNanos, long durationNanos, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MemberId> ids = NetworkPart.ids(MEMBERS);
        this.growths = new Growths(MEMBERS, conditions.down(durationNanos));
        for (int member = 0; member < MEMBERS; member++) {
            boolean still = conditions == Conditions.OUTAGE && member > 0;
            Conditions own = still ? Conditions.QUIET : conditions;
            parts.add(maker.of(member, ids, random.split()));
            ticks.add(own.ticks(intervalNanos, durationNanos, random.split()));
            for (int to = 0; to < MEMBERS; to++) {
                links[member][to] = conditions.link(random.split());
            }
            schedule(random.nextLong(intervalNanos), member, member, List.of());
        }
    }

    /** From then on that member is silent for ever. */
    void crash(int member, long atNanos) {
        crashed = member;
        crashNanos = atNanos;
    }

    /** Runs up to that time. */
    Growths run(long untilNanos) {
        for (Event event = events.poll(); event != null && event.atNanos() < untilNanos; event = events.poll()) {
            if (event.member() == crashed && event.atNanos() >= crashNanos) {
                continue;
            }
            if (event.payloads().isEmpty()) {
                tick(event.member(), event.atNanos());
            } else {
                deliver(event);
            }
        }
        return growths;
    }

    /** Messages that were sent. */
    long messages() {
        return messages;
    }

    private void tick(int member, long nowNanos) {
        growths.ticked(member, nowNanos);
        send(member, parts.get(member).round(), nowNanos);
        schedule(ticks.get(member).next(nowNanos), member, member, List.of());
    }

    private void deliver(Event event) {
        NetworkPart part = parts.get(event.member());
        for (NetworkPart.Payload payload : event.payloads()) {
            send(event.member(), part.receive(event.from(), payload), event.atNanos());
        }
        growths.look(event.member(), part::counter, event.atNanos());
    }

    private void send(int from, List<NetworkPart.Send> sends, long nowNanos) {
        for (NetworkPart.Send send : sends) {
            messages++;
            long arrives = links[from][send.to()].arrives(nowNanos);
            if (arrives != Link.LOST) {
                schedule(arrives, send.to(), from, List.of(send.payload()));
            }
        }
    }

    private void schedule(long atNanos, int member, int from, List<NetworkPart.Payload> payloads) {
        events.add(new Event(atNanos, order++, member, from, payloads));
    }
}
