package dev.fusebox.lab.sim.report;

import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Watcher;
import java.io.PrintWriter;

/** Prints what happens, one line each: milliseconds, who, what. Without messages. */
public final class Timeline implements Watcher {
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

    private void line(long atNanos, String who, String what) {
        out.printf("%10.3f %-8s %s%n", atNanos / 1e6, who, what);
    }
}
