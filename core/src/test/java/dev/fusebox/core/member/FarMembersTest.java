package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member of a large group, and those that it keeps no stream with. */
class FarMembersTest {
    private static final int MEMBERS = 100;

    private final Roster roster = LoneMember.roster(MEMBERS);
    private final WatchGraph graph =
            new WatchGraph(EPOCH, roster.members(), roster.detection().observersPerMember());
    private final LoneMember lone = LoneMember.formed(MEMBERS);
    private final Set<MemberId> contacts = new TreeSet<>(
            lone.effects(Effect.Dial.class).stream().map(Effect.Dial::peer).toList());
    private final MemberId neighbour = graph.subjectsOf(SELF).iterator().next();
    private final MemberId far = first(id -> !contacts.contains(id));

    private static MemberId first(Predicate<MemberId> which) {
        return IntStream.range(1, MEMBERS)
                .mapToObj(LoneMember::peer)
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void nothingYet() {
        lone.log.clear();
    }

    private List<ProbeQuery> questions(MemberId to) {
        return lone.effects(Effect.SendFreshProbe.class).stream()
                .filter(probe -> probe.address().equals(to.value() + ":1"))
                .map(Effect.SendFreshProbe::query)
                .toList();
    }

    /** They need not be right about who observes whom: they may have convicted others than this member has. */
    @Test
    void theyAreNoStrangersAndAreAnswered() {
        for (int i = 0; i < 100; i++) {
            lone.give(new Input.FreshProbeReceived(i, new ProbeQuery(far, SELF, 5, OptionalLong.of(0))));
        }
        assertThat(lone.effects(Effect.AnswerFreshProbe.class))
                .hasSize(100)
                .last()
                .satisfies(answer -> assertThat(answer.reply().incarnation()).isEqualTo(1));
    }

    @Test
    void theyAreProbedForThoseThatAskForHelp() {
        lone.receive(neighbour, new HelpRequest(EPOCH, far, 7, 100, OptionalLong.of(0)));
        assertThat(questions(far)).singleElement().satisfies(query -> {
            assertThat(query.asker()).isEqualTo(neighbour);
            assertThat(query.nonce()).isEqualTo(7);
        });
        lone.give(new Input.FreshProbeAnswered(far, new ProbeReply(7, 3, Proof.NONE)));
        assertThat(lone.sentTo(HelpResult.class, Set.of(neighbour)))
                .singleElement()
                .satisfies(result -> assertThat(result.outcome()).isEqualTo(HelpResult.Outcome.ANSWERED));
    }

    /** Two observers vote, nobody answers for the suspect, and this member watches neither it nor them. */
    private void suspect(MemberId suspect) {
        graph.observersOf(suspect).stream()
                .filter(observer -> !observer.equals(SELF))
                .limit(2)
                .forEach(voter ->
                        lone.receive(neighbour, lone.vote(voter, suspect, 1, 0).flood()));
    }

    @Test
    void aSuspectIsAskedByThoseThatKeepAStreamWithItOnceNobodyAnsweredForHalfASecond() {
        MemberId near = first(id -> contacts.contains(id)
                && !graph.subjectsOf(SELF).contains(id)
                && graph.observersOf(id).stream().noneMatch(graph.subjectsOf(SELF)::contains));
        suspect(near);
        lone.run(499);
        assertThat(questions(near)).isEmpty();
        lone.run(1);
        assertThat(questions(near)).hasSize(1);
    }

    /** Hundreds of questions at once would keep a member that is late from answering those that watch it. */
    @Test
    void theOthersAskItALittleLaterEachAtItsOwnTime() {
        suspect(far);
        lone.run(505);
        assertThat(questions(far)).isEmpty();
        lone.run(120);
        assertThat(questions(far)).hasSize(1);
    }

    @Test
    void whatItAnswersThemVoidsTheVotes() {
        suspect(far);
        lone.run(625);
        lone.give(new Input.FreshProbeAnswered(
                far, new ProbeReply(questions(far).getFirst().nonce(), 1, Proof.NONE)));
        assertThat(lone.told(Notice.MemberRefuted.class))
                .singleElement()
                .satisfies(refuted -> assertThat(refuted.subject()).isEqualTo(far));
    }
}
