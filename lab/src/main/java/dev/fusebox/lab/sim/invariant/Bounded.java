package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.link.ReliableLink;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Queues are bounded: what waits for an acknowledgement never spans more than a reliable link's window of numbers, and what waits at a
 * process is no more than its sockets hold.
 */
public final class Bounded implements Invariant, Watcher.OfMessages {
    private static final int WORTH_TELLING = 20;

    private final int mostWaiting;
    private final List<Violation> violations = new ArrayList<>();

    /** At most so many inputs wait at a process. */
    public Bounded(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    @Override
    public String name() {
        return "bounded";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void sent(long atNanos, int from, int to, Session session, Message message) {
        if (message instanceof Message.Reliable reliable) {
            if (reliable.sequence() - reliable.floor() >= ReliableLink.SPAN) {
                violation(
                        atNanos,
                        "%s sent number %d to %s while %d still waits"
                                .formatted(Names.name(from), reliable.sequence(), Names.name(to), reliable.floor()));
            }
        }
    }

    @Override
    public void waiting(long atNanos, int member, int inputs) {
        if (inputs > mostWaiting) {
            violation(atNanos, inputs + " inputs wait at " + Names.name(member));
        }
    }

    private void violation(long atNanos, String what) {
        if (violations.size() < WORTH_TELLING) {
            violations.add(new Violation(name(), atNanos, what));
        }
    }
}
