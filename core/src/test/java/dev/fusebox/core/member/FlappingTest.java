package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a group above 64, whom a vote that comes and goes is told. One of this member's subjects is silent, speaks, and is silent again. */
class FlappingTest {
    private static final Roster ROSTER = LoneMember.roster(66);

    private final WatchGraph graph =
            new WatchGraph(EPOCH, ROSTER.members(), ROSTER.detection().observersPerMember());
    private final MemberId subject = graph.subjectsOf(SELF).iterator().next();
    private final List<MemberId> otherObservers = graph.observersOf(subject).stream()
            .filter(observer -> !observer.equals(SELF))
            .toList();
    private final LoneMember lone = LoneMember.formed(66);

    @BeforeEach
    void everyoneIsThereAndTheSubjectSpeaksWhenItIsToldTo() {
        List<Long> all = List.of(-1L, -1L);
        MemberId other = otherObservers.getFirst();
        lone.receive(other, new EpochList(List.of(new EpochList.Entry(EPOCH, 1, false, all)), false, false, 0, 0));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
        lone.talking.remove(subject);
        lone.log.clear();
    }

    private List<LoneMember.Sent> own(Class<? extends Evidence.Statement> statement, boolean flooded) {
        return lone.log.stream()
                .filter(sent -> sent.effect() instanceof Effect.Send send
                        && send.message() instanceof Message.Reliable reliable
                        && reliable.payload() instanceof Evidence e
                        && e.observer().equals(SELF)
                        && e.subject().equals(subject)
                        && e.flooded() == flooded
                        && statement.isInstance(e.statement()))
                .toList();
    }

    /** Its stream breaks and nothing answers, until this member votes and for so long after. */
    private void silent(long millisecondsAfterTheVote) {
        lone.log.clear();
        lone.give(new Input.StreamClosed(subject));
        for (int step = 0; step < 500 && own(Evidence.Vote.class, false).isEmpty(); step++) {
            lone.run(10);
        }
        lone.run(millisecondsAfterTheVote);
    }

    private void speaks() {
        lone.log.clear();
        lone.greet(subject);
        lone.beat(subject);
    }

    /** From the vote until everyone is told of it. */
    private long toldAfterMilliseconds() {
        long voted = own(Evidence.Vote.class, false).getFirst().atNanos();
        long told = own(Evidence.Vote.class, true).getFirst().atNanos();
        return Nanos.toMillis(told - voted);
    }

    @Test
    void everyoneIsToldTwiceAsLateEachTimeAndThoseWhoWatchTheSameAtOnce() {
        for (long patience : List.of(300L, 600L, 1_200L, 2_400L, 4_800L, 9_600L, 9_600L)) {
            silent(patience + 20);
            assertThat(toldAfterMilliseconds()).isBetween(patience, patience + 1);
            speaks();
        }
    }

    @Test
    void whatEveryoneHeardIsTakenBackBeforeEveryoneAndNothingElseIs() {
        silent(350);
        speaks();
        assertThat(own(Evidence.Withdrawal.class, true)).isNotEmpty();
        silent(350);
        assertThat(own(Evidence.Vote.class, false)).isNotEmpty();
        assertThat(own(Evidence.Vote.class, true)).isEmpty();
        speaks();
        assertThat(own(Evidence.Withdrawal.class, false)).isNotEmpty();
        assertThat(own(Evidence.Withdrawal.class, true)).isEmpty();
    }

    @Test
    void aVoteThatIsNotAloneWaitsToo() {
        silent(350);
        speaks();
        lone.receive(otherObservers.getFirst(), lone.vote(otherObservers.getFirst(), subject, 1, 0));
        silent(350);
        assertThat(own(Evidence.Vote.class, false)).isNotEmpty();
        assertThat(own(Evidence.Vote.class, true)).isEmpty();
    }

    @Test
    void norIsItToldInAnswerToOneThatEverybodyHeard() {
        silent(350);
        speaks();
        MemberId other = otherObservers.getFirst();
        lone.receive(other, lone.vote(other, subject, 1, 0).flood());
        silent(350);
        assertThat(own(Evidence.Vote.class, false)).isNotEmpty();
        assertThat(own(Evidence.Vote.class, true)).isEmpty();
    }

    @Test
    void aVerdictIsToldAtOnce() {
        silent(350);
        speaks();
        silent(10);
        assertThat(own(Evidence.Vote.class, false)).isNotEmpty();
        otherObservers.forEach(other -> lone.receive(other, lone.vote(other, subject, 1, 0)));
        assertThat(own(Evidence.Vote.class, true)).isEmpty();
        lone.run(260);
        assertThat(lone.told(Notice.MemberFailed.class)).hasSize(1);
        assertThat(own(Evidence.Vote.class, true)).isNotEmpty();
    }

    @Test
    void thirtySecondsWithoutAVoteForgetTheOldOnes() {
        silent(350);
        speaks();
        silent(650);
        speaks();
        lone.talking.add(subject);
        lone.run(30_000);
        lone.talking.remove(subject);
        silent(350);
        assertThat(toldAfterMilliseconds()).isBetween(300L, 301L);
    }

    @Test
    void oneWithoutWeightIsToldThoseWhoWatchTheSameOnly() {
        lone.talking.removeAll(graph.subjectsOf(SELF));
        lone.run(1_500);
        assertThat(lone.told(Notice.MemberFailed.class))
                .anyMatch(failed -> failed.verdict().subject().equals(SELF));
        speaks();
        silent(1_000);
        assertThat(own(Evidence.Vote.class, false)).isNotEmpty();
        assertThat(own(Evidence.Vote.class, true)).isEmpty();
    }
}
