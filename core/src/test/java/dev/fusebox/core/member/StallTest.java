package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.list;
import static dev.fusebox.core.member.LoneMember.peer;
import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Proof;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A member whose loop stood still has missed it knows not what. */
class StallTest {
    private static final long MS = 1_000_000L;

    /** In a group of three, just awake, with peers that do not answer by themselves. */
    private static LoneMember stalled() {
        LoneMember lone = LoneMember.formed(3);
        lone.talking.clear();
        lone.stall(600);
        lone.log.clear();
        lone.give(new Input.TimerFired());
        return lone;
    }

    private static long question(LoneMember lone) {
        List<EpochList> lists = lone.sent(EpochList.class);
        return lists.get(lists.size() - 1).nonce();
    }

    @Test
    void itAsksItsPeersAndSaysThatItIsUnsure() {
        LoneMember lone = stalled();
        assertThat(lone.counted(Counter.OWN_STALLS)).isEqualTo(1);
        assertThat(lone.sent(EpochList.class)).hasSize(2).allMatch(l -> l.reply() && l.validating() && l.nonce() != 0);
    }

    @Test
    void itSendsNoHeartbeatBeforeItIsConfirmed() {
        LoneMember lone = stalled();
        lone.run(450);
        assertThat(lone.sent(Heartbeat.class)).isEmpty();
        lone.receive(peer(1), list(false, question(lone), EPOCH));
        lone.run(10);
        assertThat(lone.sent(Heartbeat.class)).hasSize(2);
    }

    @Test
    void answersThatWereQueuedBeforeAreNotBelieved() {
        LoneMember lone = stalled();
        lone.receive(peer(1), list(false, 0, EPOCH));
        lone.receive(peer(1), list(false, question(lone) + 2, EPOCH));
        lone.run(200);
        assertThat(lone.sent(Heartbeat.class)).isEmpty();
    }

    @Test
    void theAnswerOfAPeerThatIsUnsureItselfIsNotEnough() {
        LoneMember lone = stalled();
        lone.receive(peer(1), list(true, question(lone), EPOCH));
        lone.run(50);
        assertThat(lone.sent(Heartbeat.class)).isEmpty();
        lone.receive(peer(2), list(true, question(lone), EPOCH));
        lone.run(50);
        assertThat(lone.sent(Heartbeat.class)).isNotEmpty();
    }

    @Test
    void anAnswerWithoutTheEpochBurnsIt() {
        LoneMember lone = stalled();
        lone.receive(peer(1), list(false, question(lone)));
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
        assertThat(lone.told(Notice.FuseBurnt.class)).hasSize(1);
    }

    @Test
    void itIsIsolatedIfNobodyAnswers() {
        LoneMember lone = stalled();
        lone.run(1_010);
        assertThat(lone.view().fuse()).isEqualTo(FuseState.BURNT);
    }

    @Test
    void itCastsNoVoteForThreeIntervals() {
        LoneMember lone = stalled();
        lone.receive(peer(1), list(false, question(lone), EPOCH));
        lone.talking.add(peer(1));
        lone.give(new Input.StreamClosed(peer(2)));
        lone.run(590);
        assertThat(lone.sent(Evidence.class)).isEmpty();
        lone.run(400);
        assertThat(lone.sent(Evidence.class)).anyMatch(e -> e.statement() instanceof Evidence.Vote);
    }

    @Test
    void itVouchesForNobodyItHasNotHeardSince() {
        LoneMember lone = stalled();
        lone.receive(peer(1), list(false, question(lone), EPOCH));
        lone.receive(peer(1), lone.vote(peer(1), peer(2), 1, 0));
        assertThat(lone.sent(Evidence.class)).isEmpty();
    }

    @Test
    void aQueuedAnswerToAnOldProbeIsNoProofOfLife() {
        LoneMember lone = LoneMember.formed(3);
        lone.talking.remove(peer(2));
        lone.give(new Input.StreamClosed(peer(2)));
        lone.run(1);
        ProbeQuery probe = lone.effects(Effect.SendFreshProbe.class).get(0).query();
        lone.talking.clear();
        lone.stall(600);
        lone.give(new Input.TimerFired());
        lone.receive(peer(1), lone.vote(peer(1), peer(2), 1, 0));
        lone.log.clear();
        lone.give(new Input.FreshProbeAnswered(peer(2), new ProbeReply(probe.nonce(), 0, Proof.NONE)));
        assertThat(lone.sent(Evidence.class)).isEmpty();
    }

    @Test
    void throttlingIsNoStallButCostsHealthAndMutes() {
        LoneMember lone = LoneMember.formed(3);
        for (int i = 1; i <= 6; i++) {
            lone.give(new Input.Throttled());
            assertThat(lone.member.localHealth()).isEqualTo(i);
        }
        assertThat(lone.counted(Counter.OWN_STALLS)).isZero();
        lone.talking.remove(peer(2));
        lone.log.clear();
        lone.give(new Input.StreamClosed(peer(2)));
        lone.run(900);
        assertThat(lone.sent(Evidence.class).stream()
                        .map(Evidence::statement)
                        .filter(Evidence.Vote.class::isInstance)
                        .map(Evidence.Vote.class::cast))
                .isNotEmpty()
                .allMatch(v -> v.weight() == 0);
    }

    @Test
    void shortPausesAreNoStallButCostHealthAndFourMute() {
        LoneMember lone = LoneMember.formed(3);
        for (int i = 1; i <= 4; i++) {
            lone.now = lone.member.nextDeadlineNanos() + 150 * MS;
            lone.give(new Input.TimerFired());
            assertThat(lone.member.localHealth()).isEqualTo(i);
        }
        assertThat(lone.counted(Counter.OWN_STALLS)).isZero();
        lone.talking.remove(peer(2));
        lone.log.clear();
        lone.give(new Input.StreamClosed(peer(2)));
        lone.run(400);
        List<Evidence.Vote> votes = lone.sent(Evidence.class).stream()
                .map(Evidence::statement)
                .filter(Evidence.Vote.class::isInstance)
                .map(Evidence.Vote.class::cast)
                .toList();
        assertThat(votes).isNotEmpty().allMatch(v -> v.weight() == 0);
        assertThat(lone.told(Notice.MemberFailed.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void whenAllStandStillTogetherNothingBurns(int members) {
        VirtualGroup group = new VirtualGroup(members, members, 4).formed();
        for (int i = 0; i < members; i++) {
            group.pause(i);
        }
        group.run(3_000);
        for (int i = 0; i < members; i++) {
            group.resume(i);
            group.run(5);
        }
        group.run(10_000);
        for (int i = 0; i < members; i++) {
            assertThat(group.burns(i)).isEmpty();
            assertThat(group.fuse(i)).isEqualTo(FuseState.INTACT);
            assertThat(group.notices(i, Notice.MemberFailed.class)).isEmpty();
        }
    }

    /** One slow machine: everybody stood still, and one of them never came back. Nobody could be asked who did not stand still. */
    @ParameterizedTest
    @CsvSource({"3, 3", "4, 4", "6, 3", "6, 6"})
    void whenAllStandStillTogetherAndOneIsDeadTheOthersAreTold(int members, int nodes) {
        for (int seed = 0; seed < 5; seed++) {
            VirtualGroup group = new VirtualGroup(members, nodes, seed).formed();
            for (int i = 0; i < members; i++) {
                group.pause(i);
            }
            group.run(400);
            for (int i = 1; i < members; i++) {
                group.resume(i);
            }
            group.run(4_000);
            for (int i = 1; i < members; i++) {
                assertThat(group.burns(i))
                        .as("burns told to m%d, seed %d", i, seed)
                        .hasSize(1);
            }
        }
    }

    @Test
    void aMemberThatWakesUpDoesNotProtectTheDead() {
        for (int seed = 0; seed < 10; seed++) {
            VirtualGroup group = new VirtualGroup(4, 4, seed).formed();
            List<Evidence> vouches = new ArrayList<>();
            group.onSend((at, from, to, message) -> {
                if (from.equals(m(0))
                        && message instanceof Evidence e
                        && e.subject().equals(m(3))
                        && e.statement() instanceof Evidence.Vouch) {
                    vouches.add(e);
                }
            });
            group.pause(3);
            group.run(330);
            group.pause(0);
            group.run(330);
            group.resume(0);
            group.run(3_000);
            assertThat(vouches).as("seed %d", seed).isEmpty();
            for (int i = 0; i < 3; i++) {
                assertThat(group.burns(i)).hasSize(1);
            }
        }
    }

    /** Whoever is suspected may be dead: its silence says nothing about the member that asked it. */
    @ParameterizedTest
    @CsvSource({"false, 1", "true, 0"})
    void silentHelpersCostHealthUnlessOneOfThemIsSuspected(boolean suspected, int localHealth) {
        LoneMember lone = LoneMember.formed(4);
        lone.talking.remove(peer(3));
        lone.give(new Input.StreamClosed(peer(3)));
        if (suspected) {
            lone.receive(peer(1), lone.vote(peer(1), peer(2), 1, 0));
        }
        lone.run(110);
        assertThat(lone.member.localHealth()).isEqualTo(localHealth);
    }
}
