package dev.fusebox.lab.sim.world;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The operator as one more entity: it knows what agents tell it, and nothing else. It makes rosters, raises the revision for joins and
 * leaves, and after a burn asks the agents whether they are there, and forms the next epoch from those that answer. Reform is Automatic.
 */
final class SimOperator {
    /** So long it waits for more agents to report a burn. */
    private static final long GATHER_NANOS = 2_000_000_000L;

    /** An epoch that burnt sooner was no success: the operator waits before the next, twice as long each time. */
    private static final long SUCCESS_NANOS = 10_000_000_000L;

    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;

    private static final long LONGEST_PAUSE_NANOS = 4_000_000_000L;

    /** Fewer are no group. */
    private static final int MIN_MEMBERS = 2;

    private final World world;
    private final OperatorLine line;
    private final Scenario scenario;
    private final String group;

    /** The members of the roster in force, and since which revision. */
    private final TreeMap<Integer, Long> inRoster = new TreeMap<>();

    /** Agents that wait for the next epoch, or the next revision. */
    private final TreeSet<Integer> ready = new TreeSet<>();

    private final TreeSet<Integer> left = new TreeSet<>();
    private final TreeSet<Integer> failedApplications = new TreeSet<>();
    private Optional<Roster> roster = Optional.empty();
    private boolean burnt;
    private boolean everIntact;
    private long pauseNanos;
    private long madeNanos;
    private long lookAtNanos;

    SimOperator(World world, OperatorLine line, Scenario scenario, String group) {
        this.world = world;
        this.line = line;
        this.scenario = scenario;
        this.group = group;
    }

    /** The roster in force, if there has been one. */
    Optional<Roster> roster() {
        return roster;
    }

    /** The first epoch: of all members that are to be there. */
    void begin() {
        for (int i = 0; i < scenario.members(); i++) {
            inRoster.put(i, 1L);
        }
        publish(1, 1);
    }

    /** An agent says something. */
    void hears(int member, OperatorLine.Word word) {
        if (left.contains(member)) {
            return;
        }
        switch (word) {
            case OperatorLine.Word.Attached attached -> attached(member, attached.groups());
            case OperatorLine.Word.Told told -> {
                switch (told.notice()) {
                    case Notice.FuseBurnt notice -> burnt(member, notice.groupEpoch());
                    case Notice.FuseIntact intact ->
                        everIntact |= intact.groupEpoch().epoch() == epoch();
                    default -> {}
                }
            }
        }
    }

    /** A pod is being deleted as planned: whoever is in the group hears that it is no failure. */
    void podLeaves(int member) {
        roster.ifPresent(r -> {
            Input fact = new Input.FactReported(
                    r.groupEpoch(),
                    world.members.get(member).id,
                    Input.FactReported.Fact.POD_LEFT,
                    "the pod is being deleted");
            inRoster.keySet().forEach(m -> line.order(m, fact));
        });
    }

    /** It is gone: the roster is without it from now on. */
    void podGone(int member) {
        left.add(member);
        ready.remove(member);
        if (inRoster.remove(member) != null && !burnt) {
            publish(epoch(), revision() + 1);
        }
    }

    /** The pod is not ready: its status says so, also to an operator that was down meanwhile. */
    void applicationFailed(int member) {
        failedApplications.add(member);
        ready.remove(member);
    }

    /** The pod's application is ready again. */
    void applicationReady(int member) {
        failedApplications.remove(member);
        if (burnt || !inRoster.containsKey(member)) {
            ready.add(member);
            look();
        }
    }

    /** Time to look again. */
    void look() {
        if (line.isDown() || ready.isEmpty() || world.now() < lookAtNanos) {
            return;
        }
        if (burnt) {
            reform();
        } else {
            ready.removeIf(inRoster::containsKey);
            if (!ready.isEmpty()) {
                ready.forEach(m -> inRoster.put(m, revision() + 1));
                ready.clear();
                publish(epoch(), revision() + 1);
            }
        }
    }

    private void attached(int member, List<GroupView> groups) {
        Optional<GroupView> view = groups.stream().findFirst();
        boolean current = view.filter(v -> v.groupEpoch().epoch() == epoch()).isPresent();
        if (current && view.get().fuse() == FuseState.BURNT) {
            burnt(member, view.get().groupEpoch());
        } else if (!burnt && inRoster.containsKey(member)) {
            roster.ifPresent(r -> line.order(member, new Input.RosterReceived(r)));
        } else if (!failedApplications.contains(member)) {
            ready.add(member);
            look();
        }
    }

    private void burnt(int member, GroupEpoch which) {
        if (which.epoch() < epoch()) {
            if (!inRoster.containsKey(member) && !failedApplications.contains(member)) {
                ready.add(member);
                look();
            }
            return;
        }
        if (!burnt) {
            burnt = true;
            boolean success = everIntact && world.now() - madeNanos >= SUCCESS_NANOS;
            pauseNanos = success ? 0 : Math.clamp(2 * pauseNanos, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
            lookAtNanos = world.now() + GATHER_NANOS + pauseNanos;
            world.events.add(lookAtNanos, EventKind.OPERATOR, 0, 0, 0);
            inRoster.keySet().forEach(line::ask);
        }
        if (!failedApplications.contains(member)) {
            ready.add(member);
        }
        if (pauseNanos == 0 && ready.containsAll(inRoster.keySet())) {
            lookAtNanos = world.now();
            look();
        }
    }

    private void reform() {
        if (ready.size() < MIN_MEMBERS) {
            lookAtNanos = world.now() + FIRST_PAUSE_NANOS;
            world.events.add(lookAtNanos, EventKind.OPERATOR, 0, 0, 0);
            return;
        }
        inRoster.clear();
        ready.forEach(m -> inRoster.put(m, 1L));
        ready.clear();
        burnt = false;
        everIntact = false;
        publish(epoch() + 1, 1);
    }

    private void publish(long epoch, long revision) {
        List<RosterMember> members = new ArrayList<>();
        inRoster.forEach((index, since) -> members.add(entry(index, since)));
        Roster made = new Roster(
                new GroupEpoch(group, epoch), revision, members, scenario.detection(), scenario.fate(), false);
        roster = Optional.of(made);
        madeNanos = revision == 1 ? world.now() : madeNanos;
        world.watchers().forEach(w -> w.rosterMade(world.now(), made));
        inRoster.keySet().forEach(m -> line.order(m, new Input.RosterReceived(made)));
    }

    private RosterMember entry(int index, long since) {
        SimMember member = world.members.get(index);
        int node = index % scenario.nodes();
        return new RosterMember(
                member.id,
                member.id.value(),
                World.address(member.id),
                "n" + node,
                "z" + node % scenario.zones(),
                since);
    }

    private long epoch() {
        return roster.map(r -> r.groupEpoch().epoch()).orElse(0L);
    }

    private long revision() {
        return roster.map(Roster::revision).orElse(0L);
    }
}
