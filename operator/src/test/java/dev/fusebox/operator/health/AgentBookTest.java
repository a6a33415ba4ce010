package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.CaseReport;
import dev.fusebox.proto.v1.Evidence;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.Vote;
import dev.fusebox.proto.v1.Withdrawal;
import org.junit.jupiter.api.Test;

class AgentBookTest {
    private static final String GROUP = "shop/cart";

    private final AgentBook book = new AgentBook();

    private static GroupReport report(String group, long epoch, FuseState fuse) {
        return GroupReport.newBuilder()
                .setGroupEpoch(GroupEpoch.newBuilder().setGroup(group).setEpoch(epoch))
                .setFuse(fuse)
                .build();
    }

    private void attach(GroupReport... groups) {
        AgentHello.Builder hello = AgentHello.newBuilder().setMember("a").setNamespace("shop");
        for (GroupReport group : groups) {
            hello.addGroups(group);
        }
        book.attached(hello.build(), 1);
    }

    @Test
    void aTombstoneThatFollowsInTheHelloIsNotTheAgentsState() {
        attach(
                report(GROUP, 3, FuseState.INTACT),
                report(GROUP, 1, FuseState.BURNT),
                report(GROUP, 2, FuseState.BURNT));
        assertThat(book.epochOf("a", GROUP)).isEqualTo(3);
        assertThat(book.told("a", GROUP).orElseThrow().report().getFuse()).isEqualTo(FuseState.INTACT);
        assertThat(book.burn("a", epoch(1))).isPresent();
        assertThat(book.burn("a", epoch(2))).isPresent();
        assertThat(book.burn("a", epoch(3))).isEmpty();
    }

    @Test
    void theEndOfAnEpochIsKeptWhenTheAgentIsInTheNextOne() {
        attach(report(GROUP, 1, FuseState.INTACT));
        assertThat(book.report("a", report(GROUP, 1, FuseState.BURNT), 2)).isTrue();
        assertThat(book.report("a", report(GROUP, 2, FuseState.FORMING), 3)).isTrue();
        assertThat(book.epochOf("a", GROUP)).isEqualTo(2);
        assertThat(book.burn("a", epoch(1))).isPresent();
    }

    @Test
    void groupsOfAnotherNamespaceAreNoneOfTheAgentsBusiness() {
        attach(report("bank/vault", 9, FuseState.BURNT));
        assertThat(book.epochOf("a", "bank/vault")).isZero();
    }

    @Test
    void anOlderEpochThanTheAgentsOwnIsRefused() {
        attach(report(GROUP, 2, FuseState.INTACT));
        assertThat(book.report("a", report(GROUP, 1, FuseState.INTACT), 2)).isFalse();
        assertThat(book.epochOf("a", GROUP)).isEqualTo(2);
    }

    @Test
    void whatNobodyAttachedSaysIsRefused() {
        assertThat(book.report("stranger", report(GROUP, 1, FuseState.BURNT), 1))
                .isFalse();
    }

    @Test
    void aForgottenGroupLeavesOnlyItsHighestNumber() {
        attach(
                report(GROUP, 4, FuseState.INTACT),
                report(GROUP, 3, FuseState.BURNT),
                report("shop/till", 1, FuseState.INTACT));
        assertThat(book.forgetGroup(GROUP)).isEqualTo(4);
        assertThat(book.epochOf("a", GROUP)).isZero();
        assertThat(book.burn("a", epoch(3))).isEmpty();
        assertThat(book.epochOf("a", "shop/till")).isEqualTo(1);
    }

    private static Evidence.Builder statement(String observer, long epoch) {
        return Evidence.newBuilder()
                .setGroupEpoch(epoch(epoch))
                .setObserver(observer)
                .setSubject("b");
    }

    private static Evidence vote(String observer, long epoch) {
        return statement(observer, epoch)
                .setVote(Vote.newBuilder().setWeight(1))
                .build();
    }

    @Test
    void aVoteStandsUntilTheObserverTakesItBack() {
        attach(report(GROUP, 1, FuseState.INTACT));
        assertThat(book.report("a", vote("a", 1))).isTrue();
        assertThat(book.vote("a", epoch(1), "b")).isPresent();
        book.report(
                "a",
                statement("a", 1).setWithdrawal(Withdrawal.getDefaultInstance()).build());
        assertThat(book.vote("a", epoch(1), "b")).isEmpty();
    }

    @Test
    void nobodyVotesForAnotherNorAboutItselfNorInAnotherEpoch() {
        attach(report(GROUP, 2, FuseState.INTACT));
        assertThat(book.report("a", vote("c", 2))).isFalse();
        assertThat(book.report("a", vote("a", 2).toBuilder().setSubject("a").build()))
                .isFalse();
        assertThat(book.report("a", vote("a", 1))).isFalse();
        assertThat(book.report("a", vote("a", 3))).isFalse();
    }

    @Test
    void votesAreVoidInTheNextEpoch() {
        attach(report(GROUP, 1, FuseState.INTACT));
        book.report("a", vote("a", 1));
        book.report("a", report(GROUP, 2, FuseState.FORMING), 2);
        assertThat(book.vote("a", epoch(1), "b")).isEmpty();
        assertThat(book.vote("a", epoch(2), "b")).isEmpty();
    }

    @Test
    void whatProbesOfACaseSayIsDatedByItsAge() {
        attach(report(GROUP, 1, FuseState.INTACT));
        CaseReport lost = CaseReport.newBuilder()
                .setSubject("b")
                .setForMilliseconds(3_000)
                .build();
        book.report("a", lost, 10_000_000_000L);
        assertThat(book.probed("a", "b")).contains(new AgentBook.Probed(false, 7_000_000_000L, 10_000_000_000L));
    }

    private static GroupEpoch epoch(long number) {
        return GroupEpoch.newBuilder().setGroup(GROUP).setEpoch(number).build();
    }
}
