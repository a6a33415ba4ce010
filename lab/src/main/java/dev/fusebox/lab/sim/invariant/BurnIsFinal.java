package dev.fusebox.lab.sim.invariant;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Violation;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nothing un-burns: after a member was told, neither a notice nor its view says again that the epoch, or one before it, holds. */
public final class BurnIsFinal implements Invariant, Watcher {
    private final Lineages lineages = new Lineages();
    private final Map<Life, Long> burnt = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private record Life(int member, int lineage) {}

    @Override
    public String name() {
        return "burnIsFinal";
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
        long epoch = notice.groupEpoch().epoch();
        Life life = life(member);
        switch (notice) {
            case Notice.FuseBurnt told -> burnt.merge(life, epoch, Math::max);
            case Notice.FuseIntact intact -> check(atNanos, life, epoch, "said Intact");
            case Notice.RosterAcknowledged acknowledged -> check(atNanos, life, epoch, "acknowledged a roster");
            default -> {}
        }
    }

    @Override
    public void viewed(long atNanos, int member, Session session, GroupView view) {
        if (view.fuse() != FuseState.BURNT) {
            check(atNanos, life(member), view.groupEpoch().epoch(), "showed " + view.fuse());
        }
    }

    private Life life(int member) {
        return new Life(member, lineages.of(member));
    }

    private void check(long atNanos, Life life, long epoch, String what) {
        if (epoch <= burnt.getOrDefault(life, 0L)) {
            violations.add(new Violation(
                    name(),
                    atNanos,
                    Names.name(life.member) + " " + what + " for epoch " + epoch + " after it was told that it burnt"));
        }
    }
}
