package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two of five observers vote against a member, and the other three are suspected themselves, of which nothing is proven: their silence
 * makes five votes of two. This member watches none of them.
 */
class HearsayTest {
    private static final Roster ROSTER = LoneMember.roster(48);

    private final WatchGraph graph =
            new WatchGraph(EPOCH, ROSTER.members(), ROSTER.detection().observersPerMember());
    private final MemberId suspect = ROSTER.members().stream()
            .map(RosterMember::id)
            .filter(id -> !id.equals(SELF) && farFromSelf(id))
            .findFirst()
            .orElseThrow();
    private final List<MemberId> observers = List.copyOf(graph.observersOf(suspect));
    private final LoneMember lone = LoneMember.formed(48);

    private boolean farFromSelf(MemberId id) {
        return !graph.subjectsOf(SELF).contains(id)
                && graph.observersOf(id).stream()
                        .noneMatch(o -> o.equals(SELF) || graph.subjectsOf(SELF).contains(o));
    }

    private void votes() {
        lone.log.clear();
        suspect(observers.subList(2, 5), 0);
        for (MemberId voter : observers.subList(0, 2)) {
            lone.receive(voter, lone.vote(voter, suspect, 1, 0));
        }
    }

    /** Two votes about that incarnation of each of them, by members that do not watch the suspect. */
    private void suspect(List<MemberId> silentOnes, long incarnation) {
        for (MemberId silent : silentOnes) {
            graph.observersOf(silent).stream()
                    .filter(voter -> !voter.equals(SELF) && !observers.contains(voter))
                    .limit(2)
                    .forEach(voter -> lone.receive(voter, lone.vote(voter, silent, 1 + incarnation, incarnation)));
        }
    }

    private List<ProbeQuery> questions() {
        return lone.effects(Effect.SendFreshProbe.class).stream()
                .map(Effect.SendFreshProbe::query)
                .filter(query -> query.subject().equals(suspect))
                .toList();
    }

    private void answers(ProbeQuery question, long incarnation) {
        lone.give(new Input.FreshProbeAnswered(suspect, new ProbeReply(question.nonce(), incarnation, Proof.NONE)));
    }

    private boolean convicted() {
        return lone.told(Notice.MemberFailed.class).stream()
                .anyMatch(failed -> failed.verdict().subject().equals(suspect));
    }

    @Test
    void theSuspectIsAskedFirstAndConvictedIfItIsSilent() {
        votes();
        lone.run(249);
        assertThat(questions()).isEmpty();
        lone.run(1);
        assertThat(questions()).hasSize(1);
        lone.run(249);
        assertThat(convicted()).isFalse();
        lone.run(1);
        assertThat(convicted()).isTrue();
    }

    /** One vote has stood for long, and is not answered for its voter is late: then all others are suspected at once. */
    @Test
    void soItIsIfTheOthersFallSilentLater() {
        lone.receive(observers.getFirst(), lone.vote(observers.getFirst(), suspect, 1, 0));
        lone.run(600);
        lone.log.clear();
        suspect(observers.subList(1, 5), 0);
        lone.run(1);
        assertThat(questions()).hasSize(1);
        lone.run(248);
        assertThat(convicted()).isFalse();
        lone.run(1);
        assertThat(convicted()).isTrue();
    }

    @Test
    void soItIsIfTheyFallSilentOnceMore() {
        List<MemberId> others = observers.subList(1, 5);
        lone.receive(observers.getFirst(), lone.vote(observers.getFirst(), suspect, 1, 0));
        suspect(others, 0);
        lone.run(100);
        others.forEach(other -> {
            lone.incarnations.put(other, 1L);
            lone.beat(other);
        });
        lone.run(500);
        lone.log.clear();
        suspect(others, 1);
        lone.run(249);
        assertThat(questions()).isNotEmpty();
        assertThat(convicted()).isFalse();
        lone.run(1);
        assertThat(convicted()).isTrue();
    }

    @Test
    void itsFirstAnswerMayBeOldSoItIsAskedOnceMoreAtOnce() {
        votes();
        lone.run(250);
        answers(questions().getFirst(), 0);
        lone.run(5);
        assertThat(questions()).hasSize(2);
        answers(questions().get(1), 1);
        lone.run(2_000);
        assertThat(convicted()).isFalse();
        assertThat(questions()).hasSize(2);
    }

    @Test
    void whoAnswersAndStaysAsItIsIsNotAskedWithoutEnd() {
        votes();
        lone.run(250);
        answers(questions().getFirst(), 0);
        lone.run(5);
        answers(questions().get(1), 0);
        lone.run(200);
        assertThat(questions()).hasSize(2);
    }
}
