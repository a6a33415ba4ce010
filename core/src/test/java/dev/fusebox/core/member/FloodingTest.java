package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a member of a group above 64 floods its own vote. One of its subjects is silent. */
class FloodingTest {
    private static final Roster ROSTER = LoneMember.roster(66);

    private final WatchGraph graph =
            new WatchGraph(EPOCH, ROSTER.members(), ROSTER.detection().observersPerMember());
    private final MemberId subject = graph.subjectsOf(SELF).iterator().next();
    private final MemberId neighbour = graph.observersOf(SELF).iterator().next();
    private final LoneMember lone = LoneMember.formed(66);

    @BeforeEach
    void theSubjectFallsSilent() {
        lone.talking.remove(subject);
        lone.log.clear();
        lone.give(new Input.StreamClosed(subject));
    }

    private List<Evidence> ownVotes(boolean flooded) {
        return lone.sent(Evidence.class).stream()
                .filter(e ->
                        e.observer().equals(SELF) && e.statement() instanceof Evidence.Vote && e.flooded() == flooded)
                .toList();
    }

    @Test
    void aLonelyVoteIsFloodedWhenItHasStoodForThreeHundredMilliseconds() {
        lone.run(150);
        assertThat(ownVotes(false)).isNotEmpty();
        lone.run(200);
        assertThat(ownVotes(true)).isEmpty();
        lone.run(60);
        assertThat(ownVotes(true)).isNotEmpty();
    }

    @Test
    void aVoteThatIsNotAloneIsFloodedAtOnce() {
        MemberId other = graph.observersOf(subject).stream()
                .filter(observer -> !observer.equals(SELF))
                .findFirst()
                .orElseThrow();
        lone.receive(other, lone.vote(other, subject, 1, 0));
        lone.run(150);
        assertThat(ownVotes(true)).isNotEmpty();
    }

    /** Each member that knows it answers the vote: whoever passes all of their answers on sends as many as the group has members. */
    @Test
    void aRefutationIsPassedOnByWhomItTeachesSomething() {
        List<MemberId> knowing = ROSTER.members().stream()
                .map(RosterMember::id)
                .filter(id -> !id.equals(SELF) && !id.equals(subject))
                .limit(20)
                .toList();
        long before = lone.sent(Evidence.class).size();
        long first = 0;
        for (MemberId each : knowing) {
            LifeProof life = new LifeProof(new MemberId("somebody"), 1, 1, Proof.NONE);
            lone.receive(each, new Evidence(EPOCH, each, subject, 1, 1, new Evidence.Vouch(life)).flood());
            first = each.equals(knowing.getFirst()) ? lone.sent(Evidence.class).size() - before : first;
        }
        assertThat(first).isPositive();
        assertThat(lone.sent(Evidence.class).size() - before).isEqualTo(first);
    }

    private Evidence vouch(MemberId observer, MemberId about, long sequence, long incarnation) {
        LifeProof life = new LifeProof(observer, sequence, incarnation, Proof.NONE);
        return new Evidence(EPOCH, observer, about, sequence, incarnation, new Evidence.Vouch(life)).flood();
    }

    /** How many messages that vouch makes this member send. */
    private long passedOn(Evidence vouch) {
        long before = lone.sent(Evidence.class).size();
        lone.receive(neighbour, vouch);
        return lone.sent(Evidence.class).size() - before;
    }

    /** A member that this one does not watch; the first of its observers accuses it, before everybody. */
    private List<MemberId> observersOfTheAccused(MemberId accused) {
        List<MemberId> observers = List.copyOf(graph.observersOf(accused));
        lone.receive(neighbour, lone.vote(observers.getFirst(), accused, 1, 0).flood());
        return observers;
    }

    private MemberId unwatched() {
        return ROSTER.members().stream()
                .map(RosterMember::id)
                .filter(id -> !id.equals(SELF)
                        && !id.equals(neighbour)
                        && !graph.subjectsOf(SELF).contains(id)
                        && !graph.observersOf(id).contains(SELF))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ofAllWhoVouchForOneMemberTheWordOfOneIsPassedOnFourTimesInTheLifeOfAVouch() {
        MemberId accused = unwatched();
        List<MemberId> observers = observersOfTheAccused(accused);
        assertThat(passedOn(vouch(observers.get(1), accused, 1, 0))).isPositive();
        lone.run(100);
        assertThat(passedOn(vouch(observers.get(2), accused, 1, 0))).isZero();
        lone.run(140);
        assertThat(passedOn(vouch(observers.get(3), accused, 1, 0))).isZero();
        lone.run(10);
        assertThat(passedOn(vouch(observers.get(2), accused, 2, 0))).isPositive();
    }

    @Test
    void aNewerIncarnationIsPassedOnAtOnce() {
        MemberId accused = unwatched();
        List<MemberId> observers = observersOfTheAccused(accused);
        assertThat(passedOn(vouch(observers.get(1), accused, 1, 0))).isPositive();
        assertThat(passedOn(vouch(observers.get(2), accused, 1, 1))).isPositive();
    }

    /** Else one liar could keep from everybody what the honest say, by saying the same where it counts for nothing. */
    @Test
    void theWordOfWhomNobodyBelievesKeepsNoOthersBack() {
        MemberId accused = unwatched();
        List<MemberId> observers = observersOfTheAccused(accused);
        MemberId liar = observers.get(1);
        graph.observersOf(liar).stream()
                .filter(observer -> !observer.equals(SELF) && !observers.contains(observer))
                .forEach(observer ->
                        lone.receive(neighbour, lone.vote(observer, liar, 1, 0).flood()));
        assertThat(passedOn(vouch(liar, accused, 1, 0))).isPositive();
        assertThat(passedOn(vouch(observers.get(2), accused, 1, 0))).isPositive();
    }
}
