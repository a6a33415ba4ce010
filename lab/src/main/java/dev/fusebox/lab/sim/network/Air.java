package dev.fusebox.lab.sim.network;

import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.engine.EventQueue;
import dev.fusebox.lab.sim.scenario.NetworkSettings;
import java.util.Arrays;

/**
 * Carries single messages over links: loses them, and decides when they arrive. What is sent over a link arrives in order, except what
 * is chosen to be overtaken. Not thread-safe.
 */
public final class Air {
    /** A message that is overtaken is later by up to so many times the usual way. */
    private static final int OVERTAKEN = 8;

    private final EventQueue<EventKind> events;
    private final NetworkSettings settings;
    private final Impairments impairments;
    private final long seed;
    private final Way.Map ways;
    private Link[][] links;
    private long worstDelayNanos;

    /** A network in which everyone may send to everyone. */
    public Air(
            EventQueue<EventKind> events, NetworkSettings settings, Impairments impairments, int members, long seed) {
        this(events, settings, impairments, members, seed, (from, to) -> Way.PLAIN);
    }

    /** The same, and each direction has ways of its own. */
    public Air(
            EventQueue<EventKind> events,
            NetworkSettings settings,
            Impairments impairments,
            int members,
            long seed,
            Way.Map ways) {
        this.events = events;
        this.settings = settings;
        this.impairments = impairments;
        this.seed = seed;
        this.ways = ways;
        this.links = new Link[members][];
        this.worstDelayNanos = settings.delayNanos() + settings.jitterNanos();
    }

    /** That direction between two members. */
    public Link link(int from, int to) {
        Link[] row = links[from];
        if (row == null) {
            row = new Link[links.length];
            links[from] = row;
        }
        Link link = row[to];
        if (link == null) {
            link = new Link(seed, from, to, ways.between(from, to));
            row[to] = link;
        }
        return link;
    }

    /** Every link that somebody has used from that member. */
    public Iterable<Link> linksFrom(int member) {
        Link[] row = links[member];
        return row == null
                ? java.util.List.of()
                : Arrays.stream(row).filter(java.util.Objects::nonNull).toList();
    }

    /** The longest way that a message took until now, without loss. */
    public long worstDelayNanos() {
        return worstDelayNanos;
    }

    boolean lost(Link link) {
        link.refresh(impairments);
        return link.lossDraws.happens(link.loss) || link.way.loses(events.atNanos());
    }

    /** How long the way takes this time. */
    long delayNanos(Link link) {
        link.refresh(impairments);
        long delay = settings.delayNanos()
                + link.delayDraws.upTo(settings.jitterNanos())
                + link.way.addsNanos(events.atNanos())
                + link.lateNanos;
        worstDelayNanos = Math.max(worstDelayNanos, delay);
        return delay;
    }

    /** One message, once: lost, or on its way. */
    public boolean send(Link link, EventKind kind, long number, Object content) {
        if (lost(link)) {
            return false;
        }
        deliver(link, kind, number, content, events.atNanos() + delayNanos(link));
        return true;
    }

    /** The same without content. */
    public boolean send(Link link, EventKind kind, long number) {
        return send(link, kind, number, "");
    }

    /** A datagram: it may also be doubled, or overtaken. */
    void sendDatagram(Link link, EventKind kind, long number, Object content) {
        if (lost(link)) {
            return;
        }
        long at = events.atNanos() + delayNanos(link);
        if (link.delayDraws.happens(settings.reorder())) {
            long longer = link.delayDraws.upTo(OVERTAKEN * (settings.delayNanos() + settings.jitterNanos()));
            events.add(at + longer, kind, link.to, link.from, number, content);
        } else {
            deliver(link, kind, number, content, at);
        }
        if (link.delayDraws.happens(settings.duplicate())) {
            events.add(events.atNanos() + delayNanos(link), kind, link.to, link.from, number, content);
        }
    }

    void deliver(Link link, EventKind kind, long number, Object content, long atNanos) {
        // What is late by a fault does not hold up what comes after the fault: a datagram network may reorder that.
        long orderly = link.lateNanos == 0 ? Math.max(atNanos, link.lastArrivalNanos) : atNanos;
        if (link.lateNanos == 0) {
            link.lastArrivalNanos = orderly;
        }
        events.add(orderly, kind, link.to, link.from, number, content);
    }

    /** In order, whatever happens: for streams. */
    void deliverInOrder(Link link, EventKind kind, long number, Object content, long atNanos) {
        link.lastArrivalNanos = Math.max(atNanos, link.lastArrivalNanos);
        events.add(link.lastArrivalNanos, kind, link.to, link.from, number, content);
    }

    long nowNanos() {
        return events.atNanos();
    }

    void retransmitLater(Link link, long afterNanos) {
        events.add(events.atNanos() + afterNanos, EventKind.RETRANSMISSION, link.from, link.to, link.connection());
    }
}
