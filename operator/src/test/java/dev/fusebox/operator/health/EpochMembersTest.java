package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.TestingPolicy;
import dev.fusebox.operator.roster.TestingSpec;
import dev.fusebox.proto.v1.ApplicationCheck;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.RestartRule;
import dev.fusebox.proto.v1.Roster;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an epoch's members are told about what may be done to them. */
class EpochMembersTest {
    private static final Collection<PodFact> PODS =
            new VirtualCluster().pods(2).pods.values();
    private static final String FIRST = VirtualCluster.uid(0);
    private static final String SECOND = VirtualCluster.uid(1);

    private static RemediationPolicy policy(Mode mode, int maxActions, String... pauses) {
        return new TestingPolicy(mode)
                .delayMilliseconds(1_500)
                .maxActions(maxActions)
                .windowSeconds(600)
                .paused(pauses)
                .policy();
    }

    private static GroupSpec spec(Fate fate, RemediationPolicy policy, Optional<ApplicationCheck> application) {
        return new TestingSpec()
                .fate(fate)
                .policy(policy)
                .application(application)
                .spec();
    }

    private static EpochMembers members(RemediationPolicy policy) {
        return EpochMembers.first(1, spec(Fate.NOTIFY, policy, Optional.empty()), PODS);
    }

    private static Roster sent(EpochMembers members, String receiver) {
        members.takeToSend(receiver);
        return members.roster(!members.mayRestart(receiver)).getRoster();
    }

    @Test
    void inModeEnforceAnAgentMayRestartWithinTheBudget() {
        assertThat(sent(members(policy(Mode.ENFORCE, 4)), FIRST).getRestartRule())
                .isEqualTo(RestartRule.newBuilder()
                        .setAllowed(true)
                        .setDelayMilliseconds(1_500)
                        .setMaxActions(4)
                        .setWindowSeconds(600)
                        .build());
    }

    @ParameterizedTest
    @EnumSource(names = "ENFORCE", mode = EnumSource.Mode.EXCLUDE)
    void inNoOtherModeMayIt(Mode mode) {
        assertThat(sent(members(policy(mode, 4)), FIRST).getRestartRule().getAllowed())
                .isFalse();
    }

    @Test
    void notWhilePausedAndNotWithoutABudget() {
        assertThat(sent(members(policy(Mode.ENFORCE, 4, "upgrade")), FIRST)
                        .getRestartRule()
                        .getAllowed())
                .isFalse();
        RestartRule broke = sent(members(policy(Mode.ENFORCE, 0)), FIRST).getRestartRule();
        assertThat(broke.getAllowed()).isFalse();
        assertThat(broke.getMaxActions())
                .as("what is on the wire stays in its range")
                .isEqualTo(1);
    }

    @Test
    void whoOptsOutIsToldSoAndTheOthersAreNot() {
        RemediationPolicy enforce = policy(Mode.ENFORCE, 4);
        EpochMembers members = members(enforce);
        members.allow(enforce, Set.of(FIRST, "somebody-else"));
        assertThat(sent(members, FIRST).getRestartRule().getAllowed()).isFalse();
        assertThat(sent(members, SECOND).getRestartRule().getAllowed()).isTrue();
    }

    @Test
    void aPauseReachesMembersThatHaveTheirRosterAlready() {
        EpochMembers members = members(policy(Mode.ENFORCE, 4));
        long before = sent(members, FIRST).getRevision();
        assertThat(members.takeToSend(FIRST)).isFalse();

        assertThat(members.allow(policy(Mode.ENFORCE, 4, "upgrade"), Set.of())).isTrue();
        assertThat(members.takeToSend(FIRST)).isTrue();
        Roster paused = members.roster(false).getRoster();
        assertThat(paused.getRevision()).as("agents take newer revisions only").isGreaterThan(before);
        assertThat(paused.getRestartRule().getAllowed()).isFalse();
    }

    @Test
    void whatChangesNothingForTheMembersIsNotSent() {
        EpochMembers members = members(policy(Mode.OBSERVE, 4));
        sent(members, FIRST);
        assertThat(members.allow(policy(Mode.DRY_RUN, 4, "a reason more"), Set.of()))
                .isFalse();
        assertThat(members.takeToSend(FIRST)).isFalse();
    }

    @Test
    void beforeAnythingWasSentAChangeNeedsNoRevision() {
        EpochMembers members = members(policy(Mode.OBSERVE, 4));
        members.allow(policy(Mode.ENFORCE, 4), Set.of(FIRST));
        assertThat(sent(members, SECOND).getRevision()).isEqualTo(1);
    }

    @Test
    void afterARestartOfTheOperatorMembersThatRestartThemselvesHearAnew() {
        GroupSpec restarting = spec(Fate.RESTART_CONTAINERS, policy(Mode.ENFORCE, 4, "since then"), Optional.empty());
        EpochMembers members = EpochMembers.restored(1, restarting, PODS, 7);
        assertThat(sent(members, FIRST).getRevision()).isEqualTo(8);
        GroupSpec telling = spec(Fate.NOTIFY, RemediationPolicy.DEFAULT, Optional.empty());
        assertThat(sent(EpochMembers.restored(1, telling, PODS, 7), FIRST).getRevision())
                .isEqualTo(7);
    }

    @Test
    void theCheckOfTheApplicationIsHandedOnAsItIs() {
        ApplicationCheck check = ApplicationCheck.newBuilder().setTcpPort(5432).build();
        EpochMembers members =
                EpochMembers.first(1, spec(Fate.NOTIFY, RemediationPolicy.DEFAULT, Optional.of(check)), PODS);
        assertThat(sent(members, FIRST).getApplication()).isEqualTo(check);
        assertThat(sent(members(RemediationPolicy.DEFAULT), FIRST).hasApplication())
                .isFalse();
    }
}
