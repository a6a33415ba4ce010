package dev.fusebox.lab.sim.report;

import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Watcher;
import java.io.PrintWriter;

/** Prints what happens, one line each: milliseconds, who, what. Of messages only what may change a verdict or a fuse. */
public final class Timeline implements Watcher.OfMessages {
    private final PrintWriter out;

    /** To that. */
    public Timeline(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void rosterMade(long atNanos, Roster roster) {
        line(
                atNanos,
                "operator",
                "roster " + roster.groupEpoch() + " revision " + roster.revision() + " of "
                        + roster.members().stream().map(m -> m.id().value()).toList());
    }

    @Override
    public void started(long atNanos, int member, Session session) {
        line(atNanos, Names.name(member), "starts, session " + session.counter());
    }

    @Override
    public void stopped(long atNanos, int member) {
        line(atNanos, Names.name(member), "stops");
    }

    @Override
    public void resumed(long atNanos, int member) {
        line(atNanos, Names.name(member), "goes on");
    }

    @Override
    public void faultBegan(long atNanos, Fault fault) {
        line(atNanos, "fault", "begins: " + fault.action());
    }

    @Override
    public void faultEnded(long atNanos, Fault fault) {
        line(atNanos, "fault", "ends: " + fault.action());
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        line(atNanos, Names.name(member), notice.toString());
    }

    @Override
    public void sent(long atNanos, int from, int to, Session session, Message message) {
        // What arrives is told.
    }

    @Override
    public void received(long atNanos, int member, int from, Message message) {
        switch (message) {
            case Evidence evidence -> evidence(atNanos, member, from, evidence);
            case Message.Reliable reliable -> {
                if (reliable.payload() instanceof Evidence evidence) {
                    evidence(atNanos, member, from, evidence);
                } else {
                    line(atNanos, Names.name(member), "hears from " + Names.name(from) + " " + reliable.payload());
                }
            }
            default -> {}
        }
    }

    private void evidence(long atNanos, int member, int from, Evidence evidence) {
        line(
                atNanos,
                Names.name(member),
                "hears from %s: %s about %s, incarnation %d, number %d, %s"
                        .formatted(
                                Names.name(from),
                                evidence.observer(),
                                evidence.subject(),
                                evidence.incarnation(),
                                evidence.sequence(),
                                evidence.statement()));
    }

    private void line(long atNanos, String who, String what) {
        out.printf("%10.3f %-8s %s%n", atNanos / 1e6, who, what);
    }
}
