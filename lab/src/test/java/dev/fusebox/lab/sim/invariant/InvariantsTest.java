package dev.fusebox.lab.sim.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.watch.Bounds;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.GroundTruth.Process;
import dev.fusebox.lab.sim.watch.Invariant;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each invariant is fed a stream of events that keeps it, and one that breaks it. */
class InvariantsTest {
    private static final int MEMBERS = 6;
    private static final long SECOND = 1_000_000_000L;
    private static final Session FIRST = new Session(1, 11);
    private static final Session KEPT = new Session(2, 12);

    private final GroundTruth truth = new GroundTruth(MEMBERS);
    private final Bounds bounds = new Bounds(DetectionSettings.DEFAULTS);
    private final long b = bounds.promiseNanos();

    @BeforeEach
    void everyone_runs() {
        for (int i = 0; i < MEMBERS; i++) {
            truth.became(i, Process.RUNNING, 0);
        }
    }

    @Test
    void promise_holds_when_all_are_told_within_the_bound() {
        Promise promise = acknowledged(new Promise(truth, bounds));
        for (int i = 0; i < MEMBERS; i++) {
            promise.told(20 * SECOND + i, i, FIRST, burnt(1));
        }
        promise.ended(60 * SECOND);
        kept(promise);
        assertThat(promise.expected()).isEqualTo(MEMBERS);
        assertThat(promise.told()).isEqualTo(MEMBERS);
    }

    @Test
    void promise_breaks_when_a_live_member_is_never_told() {
        Promise promise = acknowledged(new Promise(truth, bounds));
        for (int i = 1; i < MEMBERS; i++) {
            promise.told(20 * SECOND, i, FIRST, burnt(1));
        }
        promise.ended(60 * SECOND);
        broken(promise, "m0 was never told that epoch 1 burnt");
        assertThat(promise.liveNotTold()).isEqualTo(1);
    }

    @Test
    void promise_breaks_when_a_member_is_told_too_late() {
        Promise promise = acknowledged(new Promise(truth, bounds));
        promise.told(20 * SECOND, 1, FIRST, burnt(1));
        promise.told(20 * SECOND + b + 1, 0, FIRST, burnt(1));
        promise.ended(21 * SECOND);
        broken(promise, "m0 was told only after");
    }

    @Test
    void promise_excuses_the_dead_and_those_that_end_before_the_bound() {
        Promise promise = acknowledged(new Promise(truth, bounds));
        promise.stopped(19 * SECOND, 0);
        truth.became(0, Process.DEAD, 19 * SECOND);
        for (int i = 1; i < MEMBERS; i++) {
            promise.told(20 * SECOND, i, FIRST, burnt(1));
        }
        promise.ended(60 * SECOND);
        kept(promise);
    }

    @Test
    void promise_counts_for_the_frozen_from_when_they_go_on() {
        Promise promise = acknowledged(new Promise(truth, bounds));
        for (int i = 1; i < MEMBERS; i++) {
            promise.told(20 * SECOND, i, FIRST, burnt(1));
        }
        promise.resumed(40 * SECOND, 0);
        promise.told(40 * SECOND + b, 0, FIRST, burnt(1));
        promise.resumed(59 * SECOND, 0);
        promise.ended(60 * SECOND);
        kept(promise);
    }

    @Test
    void promise_counts_for_the_starved_when_that_came_by_which_they_are_told() {
        Promise promise = acknowledged(new Promise(truth, bounds));
        for (int i = 2; i < MEMBERS; i++) {
            promise.told(20 * SECOND, i, FIRST, burnt(1));
        }
        long late = 20 * SECOND + b + 5 * SECOND;
        truth.behind(0, late - 5 * SECOND, late);
        promise.told(late, 0, FIRST, burnt(1));
        truth.behind(1, late - 5 * SECOND + 1, late);
        promise.told(late, 1, FIRST, burnt(1));
        promise.ended(60 * SECOND);
        broken(promise, "m1 was told only after");
        assertThat(promise.violations()).hasSize(1);
    }

    @Test
    void promise_gives_a_fuse_that_forms_the_time_to_form_and_a_joiner_nothing() {
        Promise promise = new Promise(truth, bounds);
        Roster founders = roster(1);
        promise.rosterMade(
                0,
                new Roster(
                        epoch(1), 1, founders.members().subList(0, 5), founders.detection(), founders.fate(), false));
        promise.told(20 * SECOND, 1, FIRST, new Notice.RosterAcknowledged(epoch(1), 1));
        promise.told(20 * SECOND, 2, FIRST, new Notice.RosterAcknowledged(epoch(1), 1));
        promise.told(20 * SECOND, 2, FIRST, new Notice.FuseIntact(epoch(1), 1));
        promise.told(20 * SECOND, 5, FIRST, new Notice.RosterAcknowledged(epoch(1), 2));
        promise.told(21 * SECOND, 0, FIRST, burnt(1));
        promise.told(30 * SECOND, 1, FIRST, burnt(1));
        promise.told(30 * SECOND, 2, FIRST, burnt(1));
        promise.told(60 * SECOND, 5, FIRST, burnt(1));
        promise.ended(90 * SECOND);
        broken(promise, "m2 was told only after");
        assertThat(promise.violations()).hasSize(1);
    }

    @Test
    void told_once_breaks_when_an_application_is_told_twice_in_one_lineage() {
        ToldOnce once = new ToldOnce();
        once.started(0, 0, FIRST);
        once.told(1, 0, FIRST, burnt(1));
        once.told(2, 0, FIRST, burnt(2));
        once.told(2, 1, FIRST, burnt(1));
        kept(once);
        once.started(3, 0, KEPT);
        once.told(4, 0, KEPT, burnt(1));
        broken(once, "m0 was told twice that epoch 1 burnt");
    }

    @Test
    void told_once_lets_a_member_that_lost_its_state_hear_it_again() {
        ToldOnce once = new ToldOnce();
        once.started(0, 0, FIRST);
        once.told(1, 0, FIRST, burnt(1));
        once.started(3, 0, new Session(1, 99));
        once.told(4, 0, new Session(1, 99), burnt(1));
        kept(once);
    }

    @Test
    void a_burn_is_final_in_notices() {
        BurnIsFinal invariant = new BurnIsFinal();
        invariant.started(0, 0, FIRST);
        invariant.told(1, 0, FIRST, new Notice.FuseIntact(epoch(1), 1));
        invariant.told(2, 0, FIRST, burnt(1));
        invariant.told(3, 0, FIRST, new Notice.FuseIntact(epoch(2), 1));
        kept(invariant);
        invariant.told(4, 0, FIRST, new Notice.FuseIntact(epoch(1), 1));
        broken(invariant, "m0 said Intact for epoch 1 after it was told that it burnt");
    }

    @Test
    void a_burn_is_final_in_views_after_a_restart_as_well() {
        BurnIsFinal invariant = new BurnIsFinal();
        invariant.started(0, 0, FIRST);
        invariant.told(2, 0, FIRST, burnt(1));
        invariant.viewed(3, 0, FIRST, view(1, FuseState.BURNT));
        invariant.started(3, 0, KEPT);
        kept(invariant);
        invariant.viewed(4, 0, KEPT, view(1, FuseState.INTACT));
        broken(invariant, "m0 showed INTACT for epoch 1");
    }

    @Test
    void a_burn_needs_a_cause() {
        NoBurnWithoutCause invariant = new NoBurnWithoutCause(truth, bounds);
        invariant.rosterMade(0, roster(1));
        truth.causeBegins(9 * SECOND);
        truth.causeEnds(10 * SECOND);
        invariant.told(11 * SECOND, 0, FIRST, burnt(1));
        invariant.rosterMade(10 * SECOND + b / 2, roster(2));
        invariant.told(40 * SECOND, 0, FIRST, burnt(2));
        kept(invariant);
        invariant.rosterMade(50 * SECOND, roster(3));
        invariant.told(60 * SECOND, 0, FIRST, burnt(3));
        broken(invariant, "m0 was told that epoch 3 burnt");
    }

    @Test
    void a_dead_member_in_the_roster_is_a_cause() {
        NoBurnWithoutCause invariant = new NoBurnWithoutCause(truth, bounds);
        invariant.rosterMade(50 * SECOND, roster(3));
        truth.trouble(5, SECOND);
        invariant.told(60 * SECOND, 0, FIRST, burnt(3));
        kept(invariant);
    }

    @Test
    void accuracy_breaks_when_the_healthy_convict_the_healthy() {
        Accuracy invariant = new Accuracy(truth, bounds, false);
        invariant.rosterMade(0, roster(1));
        truth.trouble(5, 9 * SECOND);
        invariant.told(10 * SECOND, 0, FIRST, failed(1, 5));
        invariant.told(10 * SECOND, 5, FIRST, failed(1, 2));
        kept(invariant);
        invariant.told(10 * SECOND, 0, FIRST, failed(1, 2));
        broken(invariant, "m0, healthy, called m2 Unreachable, which is healthy");
    }

    @Test
    void accuracy_excuses_verdicts_that_a_faulty_quorum_of_observers_may_have_caused() {
        Accuracy invariant = new Accuracy(truth, bounds, false);
        invariant.rosterMade(0, roster(1));
        // K' = 5 observers, H = 4.
        List.of(1, 3, 4).forEach(m -> truth.trouble(m, 9 * SECOND));
        invariant.told(10 * SECOND, 0, FIRST, failed(1, 2));
        broken(invariant, "m0, healthy");

        truth.trouble(5, 9 * SECOND);
        Accuracy excused = new Accuracy(truth, bounds, false);
        excused.rosterMade(0, roster(1));
        excused.told(10 * SECOND, 0, FIRST, failed(1, 2));
        kept(excused);
    }

    @Test
    void accuracy_remembers_a_trouble_for_the_bound_and_no_longer() {
        Accuracy invariant = new Accuracy(truth, bounds, false);
        invariant.rosterMade(0, roster(1));
        truth.trouble(2, 9 * SECOND);
        truth.relief(2, 10 * SECOND);
        invariant.told(10 * SECOND + b, 0, FIRST, failed(1, 2));
        kept(invariant);
        invariant.told(10 * SECOND + b + 1, 1, FIRST, failed(1, 2));
        broken(invariant, "m1, healthy");
    }

    @Test
    void accuracy_lets_members_of_a_burnt_epoch_miss_those_that_moved_on() {
        Accuracy invariant = new Accuracy(truth, bounds, false);
        invariant.rosterMade(0, roster(1));
        invariant.told(9 * SECOND, 2, FIRST, new Notice.RosterAcknowledged(epoch(2), 1));
        invariant.told(10 * SECOND, 0, FIRST, failed(1, 2));
        kept(invariant);
    }

    @Test
    void accuracy_lets_members_miss_one_that_forgot_the_epoch_with_its_disk() {
        Accuracy invariant = new Accuracy(truth, bounds, false);
        invariant.rosterMade(0, roster(1));
        invariant.started(0, 2, FIRST);
        invariant.started(9 * SECOND, 2, new Session(1, 77));
        invariant.told(10 * SECOND, 0, FIRST, failed(1, 2));
        kept(invariant);
        invariant.told(11 * SECOND, 2, FIRST, new Notice.RosterAcknowledged(epoch(1), 1));
        invariant.told(12 * SECOND, 1, FIRST, failed(1, 2));
        broken(invariant, "m1, healthy");
    }

    @Test
    void accuracy_counts_an_observer_behind_a_bad_link_to_the_subject_as_faulty() {
        // K' = 5 observers, H = 4.
        List.of(1, 3, 4).forEach(m -> truth.trouble(m, 9 * SECOND));
        truth.linkBad(5, 4);
        Accuracy other = new Accuracy(truth, bounds, false);
        other.rosterMade(0, roster(1));
        other.told(10 * SECOND, 0, FIRST, failed(1, 2));
        broken(other, "m0, healthy");

        truth.linkBad(5, 2);
        truth.linkGood(2, 5, 9 * SECOND);
        Accuracy invariant = new Accuracy(truth, bounds, false);
        invariant.rosterMade(0, roster(1));
        invariant.told(9 * SECOND + b, 0, FIRST, failed(1, 2));
        kept(invariant);
    }

    @Test
    void completeness_breaks_when_a_live_member_does_not_convict_the_dead() {
        Completeness invariant = crashOfFive();
        for (int i = 1; i < 5; i++) {
            invariant.told(11 * SECOND, i, FIRST, failed(1, 5));
        }
        invariant.ended(60 * SECOND);
        broken(invariant, "m0 has not convicted all of [m5], dead since 10.000 s");
    }

    @Test
    void completeness_holds_when_all_convict_or_go_on_to_the_next_epoch() {
        Completeness all = crashOfFive();
        for (int i = 0; i < 5; i++) {
            all.told(11 * SECOND, i, FIRST, failed(1, 5));
        }
        all.ended(60 * SECOND);
        kept(all);

        Completeness goneOn = crashOfFive();
        for (int i = 0; i < 5; i++) {
            goneOn.told(11 * SECOND, i, FIRST, burnt(1));
        }
        goneOn.rosterMade(12 * SECOND, roster(2));
        goneOn.ended(60 * SECOND);
        kept(goneOn);
    }

    @Test
    void completeness_demands_nothing_while_other_faults_are_about() {
        Completeness invariant = crashOfFive();
        invariant.faultBegan(10 * SECOND + b - 1, fault(new Fault.Pause(List.of(0))));
        invariant.ended(60 * SECOND);
        kept(invariant);
    }

    @Test
    void monotonic_breaks_when_an_incarnation_falls() {
        Monotonic invariant = new Monotonic();
        invariant.started(0, 0, FIRST);
        invariant.sent(1, 0, 1, FIRST, heartbeat(1, 5));
        invariant.sent(2, 0, 2, FIRST, heartbeat(1, 6));
        invariant.sent(3, 0, 1, KEPT, heartbeat(1, 0));
        kept(invariant);
        invariant.started(3, 0, KEPT);
        invariant.sent(4, 0, 1, KEPT, heartbeat(2, 4));
        invariant.sent(4, 0, 1, KEPT, heartbeat(3, 3));
        broken(invariant, "m0 said incarnation 3 after 4");
    }

    @Test
    void monotonic_breaks_when_a_heartbeat_s_number_comes_again_on_a_stream() {
        Monotonic invariant = new Monotonic();
        invariant.started(0, 0, FIRST);
        invariant.sent(1, 0, 1, FIRST, heartbeat(7, 0));
        invariant.sent(2, 0, 1, FIRST, new Message.Hello(1, id(0), id(1), FIRST, 0, 1));
        invariant.sent(3, 0, 1, FIRST, heartbeat(1, 0));
        kept(invariant);
        invariant.sent(4, 0, 1, FIRST, heartbeat(1, 0));
        broken(invariant, "m0 sent heartbeat 1 to m1 after 1");
    }

    @Test
    void bounded_breaks_when_more_waits_than_the_window_or_the_sockets_hold() {
        Bounded invariant = new Bounded(10);
        invariant.waiting(1, 0, 10);
        invariant.sent(1, 0, 1, FIRST, new Message.Reliable(5_000, 1_000, burn()));
        kept(invariant);
        invariant.waiting(1, 0, 11);
        invariant.sent(1, 0, 1, FIRST, new Message.Reliable(5_096, 1_000, burn()));
        broken(invariant, "11 inputs wait at m0");
        assertThat(invariant.violations().get(1).what()).contains("m0 sent number 5096 to m1 while 1000 still waits");
    }

    @Test
    void convergence_demands_an_intact_group_of_all_live_members_after_calm() {
        Convergence invariant = new Convergence(truth, 30 * SECOND);
        truth.became(5, Process.DEAD, SECOND);
        truth.unrest(10 * SECOND);
        invariant.rosterMade(12 * SECOND, roster(2));
        for (int i = 0; i < 4; i++) {
            invariant.viewed(50 * SECOND, i, FIRST, view(2, FuseState.INTACT));
        }
        invariant.viewed(50 * SECOND, 4, FIRST, view(2, FuseState.FORMING));
        invariant.ended(50 * SECOND);
        broken(invariant, "m4 shows epoch 2 FORMING, not epoch 2 INTACT after 40.0 s of calm");
    }

    @Test
    void convergence_demands_nothing_without_calm() {
        Convergence invariant = new Convergence(truth, 30 * SECOND);
        truth.broken(10 * SECOND);
        invariant.ended(50 * SECOND);
        truth.healed(30 * SECOND);
        invariant.ended(50 * SECOND);
        kept(invariant);
        invariant.ended(60 * SECOND);
        broken(invariant, "m0 is not in the roster of epoch 0");
    }

    // ---- streams of events ----

    private Promise acknowledged(Promise promise) {
        for (int i = 0; i < MEMBERS; i++) {
            promise.told(SECOND, i, FIRST, new Notice.RosterAcknowledged(epoch(1), 1));
            promise.told(SECOND, i, FIRST, new Notice.FuseIntact(epoch(1), 1));
        }
        return promise;
    }

    private Completeness crashOfFive() {
        Completeness invariant = new Completeness(truth, bounds);
        invariant.rosterMade(0, roster(1));
        for (int i = 0; i < MEMBERS; i++) {
            invariant.told(SECOND, i, FIRST, new Notice.FuseIntact(epoch(1), 1));
        }
        invariant.faultBegan(10 * SECOND, fault(new Fault.Crash(List.of(5))));
        return invariant;
    }

    private static void kept(Watcher invariant) {
        assertThat(((Invariant) invariant).violations()).isEmpty();
    }

    private static void broken(Invariant invariant, String what) {
        assertThat(invariant.violations()).isNotEmpty();
        assertThat(invariant.violations().getFirst().toString())
                .startsWith(invariant.name() + " at ")
                .contains(what);
    }

    private static Fault fault(Fault.Action action) {
        return new Fault(0, "test", 10 * SECOND, Long.MAX_VALUE, action);
    }

    private static GroupEpoch epoch(long number) {
        return new GroupEpoch("g", number);
    }

    private static MemberId id(int number) {
        return new MemberId("m" + number);
    }

    private static Roster roster(long epoch) {
        List<RosterMember> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(new RosterMember(id(i), "m" + i, "m" + i + ":1", "n" + i, "z", 1));
        }
        return new Roster(epoch(epoch), 1, members, DetectionSettings.DEFAULTS, Fate.NOTIFY, false);
    }

    private static Notice burnt(long epoch) {
        return new Notice.FuseBurnt(epoch(epoch), Cause.of(Cause.Kind.SIGNAL, List.of(), id(0), "test"), 0);
    }

    private static Notice failed(long epoch, int subject) {
        Verdict verdict = new Verdict(id(subject), VerdictKind.UNREACHABLE, false, "");
        return new Notice.MemberFailed(epoch(epoch), verdict, 4, 5, 0);
    }

    private static GroupView view(long epoch, FuseState fuse) {
        return new GroupView(epoch(epoch), 1, fuse, Optional.empty(), List.of());
    }

    private static Message heartbeat(long sequence, long incarnation) {
        return new Message.Heartbeat(sequence, incarnation, 0, false, 0);
    }

    private static Message.Payload burn() {
        return new Message.Burn(epoch(1), Cause.of(Cause.Kind.SIGNAL, List.of(), id(0), "test"));
    }
}
