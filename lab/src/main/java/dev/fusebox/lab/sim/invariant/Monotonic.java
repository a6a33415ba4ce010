package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Within a session incarnations never fall, and heartbeats on one stream are numbered upwards. */
public final class Monotonic implements Invariant, Watcher.OfMessages {
    private static final int WORTH_TELLING = 20;

    /** By member; grows as members start. */
    private final List<Optional<Life>> lives = new ArrayList<>();

    private final List<Violation> violations = new ArrayList<>();

    private static final class Life {
        final Session session;
        long incarnation;
        long[] heartbeats = new long[0];

        Life(Session session) {
            this.session = session;
        }
    }

    @Override
    public String name() {
        return "monotonic";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void started(long atNanos, int member, Session session) {
        begin(member, session);
    }

    @Override
    public void sent(long atNanos, int from, int to, Session session, Message message) {
        switch (message) {
            case Message.Heartbeat beat -> {
                Life life = life(from, session);
                incarnation(atNanos, from, life, beat.incarnation());
                if (life.heartbeats.length <= to) {
                    life.heartbeats = java.util.Arrays.copyOf(life.heartbeats, 2 * to + 8);
                }
                if (beat.sequence() <= life.heartbeats[to]) {
                    violation(
                            atNanos,
                            "%s sent heartbeat %d to %s after %d"
                                    .formatted(Names.name(from), beat.sequence(), Names.name(to), life.heartbeats[to]));
                }
                life.heartbeats[to] = beat.sequence();
            }
            case Message.Hello hello -> {
                Life life = life(from, session);
                incarnation(atNanos, from, life, hello.incarnation());
                if (to < life.heartbeats.length) {
                    life.heartbeats[to] = 0;
                }
            }
            case Message.ProbeReply reply -> incarnation(atNanos, from, life(from, session), reply.incarnation());
            default -> {}
        }
    }

    private Life life(int member, Session session) {
        return member < lives.size()
                        && lives.get(member)
                                .filter(l -> l.session.equals(session))
                                .isPresent()
                ? lives.get(member).get()
                : begin(member, session);
    }

    private Life begin(int member, Session session) {
        while (lives.size() <= member) {
            lives.add(Optional.empty());
        }
        Life life = new Life(session);
        lives.set(member, Optional.of(life));
        return life;
    }

    private void incarnation(long atNanos, int from, Life life, long said) {
        if (said < life.incarnation) {
            violation(atNanos, "%s said incarnation %d after %d".formatted(Names.name(from), said, life.incarnation));
        }
        life.incarnation = said;
    }

    private void violation(long atNanos, String what) {
        if (violations.size() < WORTH_TELLING) {
            violations.add(new Violation(name(), atNanos, what));
        }
    }
}
