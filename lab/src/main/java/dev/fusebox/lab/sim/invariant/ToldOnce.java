package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An application is told of a burn at most once per epoch, restarts with kept state included. */
public final class ToldOnce implements Invariant, Watcher {
    private final Lineages lineages = new Lineages();
    private final Set<Telling> tellings = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    private record Telling(int member, int lineage, long epoch) {}

    @Override
    public String name() {
        return "toldOnce";
    }

    @Override
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void started(long atNanos, int member, Session session) {
        lineages.started(member, session);
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        if (notice instanceof Notice.FuseBurnt burnt) {
            long epoch = burnt.groupEpoch().epoch();
            if (!tellings.add(new Telling(member, lineages.of(member), epoch))) {
                violations.add(new Violation(
                        name(), atNanos, Names.name(member) + " was told twice that epoch " + epoch + " burnt"));
            }
        }
    }
}
