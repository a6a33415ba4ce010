package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.hello;
import static dev.fusebox.core.member.LoneMember.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.overlay.WatchGraph;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A member that hears nobody, or no longer the one it watches. */
class CutOffTest {
    /** With a suspicion timeout that leaves verdicts about the others for later. */
    private static LoneMember silencedFor(long milliseconds) {
        Roster roster = LoneMember.roster(4);
        DetectionSettings patient = new DetectionSettings(200, 8_000, 5, 3, 1_000, 30, false);
        LoneMember lone = LoneMember.formed(
                new Roster(EPOCH, 1, roster.members(), patient, roster.fate(), roster.burnOnLeave()),
                Identity.insecure(LoneMember.SELF));
        for (int i = 1; i < 4; i++) {
            lone.beat(peer(i));
        }
        lone.talking.clear();
        lone.log.clear();
        lone.run(milliseconds);
        return lone;
    }

    private static List<Evidence> statements(LoneMember lone) {
        return lone.effects(Effect.Report.class).stream()
                .map(Effect.Report::evidence)
                .toList();
    }

    @Test
    void itIsIsolatedAfterOneSecondAndNotBefore() {
        LoneMember lone = silencedFor(990);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.INTACT);
        lone.run(20);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
    }

    @Test
    void itCallsEveryFiftyMillisecondsBeforeItGivesUp() {
        LoneMember lone = silencedFor(690);
        lone.log.clear();
        lone.run(300);
        Set<Long> nonces = new HashSet<>();
        for (Effect.SendFreshProbe probe : lone.effects(Effect.SendFreshProbe.class)) {
            if (probe.query().subject().equals(peer(1))) {
                nonces.add(probe.query().nonce());
            }
        }
        assertThat(nonces).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void anyAnswerCountsAsHeard() {
        LoneMember lone = silencedFor(950);
        for (int i = 1; i < 3; i++) {
            List<Effect.SendFreshProbe> probes = lone.effects(Effect.SendFreshProbe.class);
            for (Effect.SendFreshProbe probe : probes) {
                if (probe.query().subject().equals(peer(i))) {
                    lone.give(new Input.FreshProbeAnswered(
                            peer(i), new ProbeReply(probe.query().nonce(), 0, Proof.NONE)));
                }
            }
        }
        lone.run(200);
        assertThat(lone.told(Notice.MemberFailed.class))
                .noneMatch(f -> f.verdict().subject().equals(LoneMember.SELF));
    }

    @Test
    void itTakesTheWeightOffWhatItSaidBefore() {
        LoneMember lone = silencedFor(990);
        assertThat(statements(lone)).anyMatch(e -> e.statement() instanceof Evidence.Vote v && v.weight() == 1);
        lone.log.clear();
        lone.run(15);
        assertThat(lone.told(Notice.FuseBurnt.class)).hasSize(1);
        Set<Object> restated = new HashSet<>();
        for (Evidence e : statements(lone)) {
            if (e.statement() instanceof Evidence.Vote vote && vote.weight() == 0) {
                restated.add(e.subject());
            }
        }
        assertThat(restated).containsExactlyInAnyOrder(peer(1), peer(2), peer(3));
    }

    @Test
    void itTakesTheWeightOffWhatItSaidAboutLosses() {
        LoneMember lone = LoneMember.formed(16);
        MemberId lossy = new WatchGraph(EPOCH, LoneMember.roster(16).members(), 5)
                .subjectsOf(LoneMember.SELF)
                .iterator()
                .next();
        for (int beats = 0; beats < 40; beats++) {
            lone.sequences.merge(lossy, 4L, Long::sum);
            lone.run(200);
        }
        assertThat(statements(lone)).anyMatch(e -> e.statement().equals(new Evidence.LossVote(1)));
        lone.talking.clear();
        lone.log.clear();
        lone.run(1_500);
        assertThat(lone.told(Notice.FuseBurnt.class)).hasSize(1);
        assertThat(statements(lone))
                .anyMatch(e -> e.subject().equals(lossy) && e.statement().equals(new Evidence.LossVote(0)));
    }

    /** One subject is silent; its two fellows are not. */
    private static LoneMember votingAgainst3() {
        LoneMember lone = LoneMember.formed(4);
        lone.talking.remove(peer(3));
        lone.give(new Input.StreamClosed(peer(3)));
        lone.run(150);
        assertThat(statements(lone)).singleElement().satisfies(e -> assertThat(e.statement())
                .isInstanceOf(Evidence.Vote.class));
        lone.log.clear();
        return lone;
    }

    @Test
    void aVoteThatStandsIsSaidAgainToAPeerThatStartedAnew() {
        LoneMember lone = votingAgainst3();
        lone.give(new Input.StreamClosed(peer(2)));
        lone.give(new Input.StreamOpened(peer(2)));
        lone.log.clear();
        lone.receive(peer(2), hello(peer(2), 2));
        assertThat(lone.sentTo(Evidence.class, Set.of(peer(2))))
                .anyMatch(e -> e.subject().equals(peer(3)) && e.statement() instanceof Evidence.Vote);
    }

    @Test
    void aVoteAboutAMemberThatIsNoLongerWatchedIsTakenBack() {
        LoneMember lone = votingAgainst3();
        lone.give(new Input.FactReported(EPOCH, peer(3), Input.FactReported.Fact.POD_LEFT, "deleted"));
        assertThat(statements(lone)).singleElement().satisfies(e -> assertThat(e.statement())
                .isInstanceOf(Evidence.Withdrawal.class));
    }

    @Test
    void afterABurnNobodyIsIsolated() {
        LoneMember lone = silencedFor(500);
        lone.give(new Input.Signalled("g", "test"));
        lone.run(5_000);
        assertThat(lone.told(Notice.MemberFailed.class))
                .noneMatch(f -> f.verdict().kind() == VerdictKind.ISOLATED);
    }
}
