package dev.fusebox.lab.sim.world;

import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.network.Air;
import dev.fusebox.lab.sim.network.Link;
import dev.fusebox.lab.sim.network.LinkModel;
import dev.fusebox.lab.sim.watch.GroundTruth;

/**
 * Streams and probes between members, as hosts and their kernels see them. A connection has a number; both ends know it, or one of them
 * has forgotten it and says so. Who was killed is refused by its host; a host that vanished says nothing; the kernel of a frozen process
 * takes everything and answers nothing.
 */
final class Transport {
    /** An agent gives up connecting after so long. */
    private static final long CONNECT_TIMEOUT_NANOS = 1_000_000_000L;

    private final World world;
    private final Air air;
    private final LinkModel links;
    private final long connectAgainNanos;
    private long connections;
    private long calls;

    /** A probe under way. */
    private record Probe(ProbeQuery query, long deadlineNanos) {}

    /**
     * Without connections.
     *
     * @param connectAgainNanos so often a request to connect is sent again
     */
    Transport(World world, Air air, LinkModel links, long connectAgainNanos) {
        this.connectAgainNanos = connectAgainNanos;
        this.world = world;
        this.air = air;
        this.links = links;
    }

    // ---- what members do ----

    /** Whether there is a stream to send on. */
    boolean send(SimMember from, SimMember to, Message message) {
        Link link = air.link(from.index, to.index);
        if (link.connection() == Link.NONE) {
            return false;
        }
        links.send(link, message);
        return true;
    }

    void dial(SimMember from, SimMember to) {
        Link link = air.link(from.index, to.index);
        long connection = ++connections;
        link.dial(connection);
        world.events.add(
                world.now() + CONNECT_TIMEOUT_NANOS, EventKind.CONNECT_AGAIN, from.index, to.index, -connection);
        request(link, from, to, connection);
    }

    void drop(SimMember from, SimMember peer) {
        Link link = air.link(from.index, peer.index);
        if (link.connection() != Link.NONE) {
            air.send(link, EventKind.RESET, link.connection());
        }
        link.close();
    }

    void probe(SimMember from, SimMember subject, ProbeQuery query, long timeoutNanos) {
        long deadline = world.now() + timeoutNanos;
        links.probe(
                air.link(from.index, subject.index),
                air.link(subject.index, from.index),
                ++calls,
                new Probe(query, deadline),
                deadline);
    }

    void answer(SimMember from, long token, ProbeReply reply) {
        SimMember.Call call = from.calls.remove(token);
        if (call != null && world.now() < call.deadlineNanos()) {
            links.answer(
                    air.link(from.index, call.asker()),
                    air.link(call.asker(), from.index),
                    call.number(),
                    reply,
                    call.deadlineNanos());
        }
    }

    /** A process was killed: its kernel closes what it had open. A host that vanishes closes nothing. */
    void processGone(SimMember member, boolean hostAnswers) {
        for (Link link : air.linksFrom(member.index)) {
            if (hostAnswers && link.connection() != Link.NONE) {
                air.send(link, EventKind.RESET, link.connection());
            }
            link.close();
        }
    }

    // ---- what arrives ----

    void message(SimMember member, SimMember from, long connection, Message message) {
        if (deaf(member)) {
            return;
        }
        if (air.link(member.index, from.index).connection() != connection) {
            refuse(member, from, connection);
            return;
        }
        world.give(member, new Input.Received(from.id, message));
    }

    void retransmission(SimMember from, SimMember to, long connection) {
        links.retransmit(air.link(from.index, to.index), connection);
    }

    void connect(SimMember member, SimMember from, long connection) {
        GroundTruth.Process process = world.truth.process(member.index);
        switch (process) {
            case ABSENT, GONE -> {}
            case DEAD -> refuse(member, from, connection);
            case FROZEN -> {
                // The kernel takes the connection, but nobody answers the first word on it: for the other side it does
                // not stand.
            }
            case RUNNING -> {
                if (!member.knows(from.id)) {
                    refuse(member, from, connection);
                    return;
                }
                Link back = air.link(member.index, from.index);
                boolean known = back.connection() == connection;
                if (!known) {
                    back.open(connection);
                }
                air.send(back, EventKind.CONNECTED, connection);
                if (!known) {
                    world.give(member, new Input.StreamOpened(from.id));
                }
            }
        }
    }

    void connected(SimMember member, SimMember peer, long connection) {
        Link link = air.link(member.index, peer.index);
        if (deaf(member) || link.connection() == connection) {
            return;
        }
        if (link.dialling() != connection) {
            refuse(member, peer, connection);
            return;
        }
        link.open(connection);
        world.give(member, new Input.StreamOpened(peer.id));
    }

    /** A positive number asks again for that connection, a negative one gives it up. */
    void connectAgain(SimMember member, SimMember peer, long number) {
        Link link = air.link(member.index, peer.index);
        if (link.dialling() != Math.abs(number)) {
            return;
        }
        if (number > 0) {
            request(link, member, peer, number);
        } else {
            link.close();
            world.give(member, new Input.StreamClosed(peer.id));
        }
    }

    void reset(SimMember member, SimMember by, long connection) {
        Link link = air.link(member.index, by.index);
        if (link.connection() == connection || link.dialling() == connection) {
            link.close();
            world.give(member, new Input.StreamClosed(by.id));
        }
    }

    void probed(SimMember subject, SimMember asker, long call, Object content) {
        Probe probe = (Probe) content;
        if (subject.machine.isEmpty()) {
            if (world.truth.process(subject.index) == GroundTruth.Process.DEAD && subject.refuses) {
                air.send(air.link(subject.index, asker.index), EventKind.PROBE_REFUSED, call, probe.query());
            }
            return;
        }
        long token = ++subject.nextCall;
        subject.calls.put(token, new SimMember.Call(asker.index, call, probe.deadlineNanos()));
        world.give(subject, new Input.FreshProbeReceived(token, probe.query()));
    }

    void probeAnswered(SimMember asker, SimMember subject, ProbeReply reply) {
        world.give(asker, new Input.FreshProbeAnswered(subject.id, reply));
    }

    void probeRefused(SimMember asker, SimMember subject, ProbeQuery query) {
        world.give(asker, new Input.FreshProbeRefused(subject.id, query.nonce()));
    }

    private void request(Link link, SimMember from, SimMember to, long connection) {
        air.send(link, EventKind.CONNECT, connection);
        world.events.add(world.now() + connectAgainNanos, EventKind.CONNECT_AGAIN, from.index, to.index, connection);
    }

    /** Nobody is there to take anything; a host that is up says so. */
    private boolean deaf(SimMember member) {
        return member.machine.isEmpty() && !member.refuses;
    }

    private void refuse(SimMember member, SimMember other, long connection) {
        if (member.machine.isPresent() || member.refuses) {
            air.send(air.link(member.index, other.index), EventKind.RESET, connection);
        }
    }
}
