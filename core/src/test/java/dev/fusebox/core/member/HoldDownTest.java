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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a member that does not watch the convicted one, and so sees nothing of it but votes, waits until it trusts it again. */
class HoldDownTest {
    private static final Roster ROSTER = LoneMember.roster(16);

    private final WatchGraph graph =
            new WatchGraph(EPOCH, ROSTER.members(), ROSTER.detection().observersPerMember());
    private final MemberId subject = ROSTER.members().stream()
            .map(member -> member.id())
            .filter(id -> !id.equals(SELF) && !graph.subjectsOf(SELF).contains(id))
            .findFirst()
            .orElseThrow();
    private final Set<MemberId> observers = graph.observersOf(subject);
    private final LoneMember lone = LoneMember.formed(16);

    /** All votes are void at once. */
    private void refute() {
        MemberId observer = observers.iterator().next();
        LifeProof life = new LifeProof(observer, 1, 1, Proof.NONE);
        lone.receive(observer, new Evidence(EPOCH, observer, subject, 2, 1, new Evidence.Vouch(life)));
    }

    /** Nothing else happens for twenty seconds, so that nothing else makes this member look at the votes that stand. */
    @Test
    void aMemberIsTrustedThirtySecondsAfterTheVotesHaveEndedHoweverQuietItWasBefore() {
        lone.talking.remove(subject);
        observers.forEach(observer -> lone.receive(observer, lone.vote(observer, subject, 1, 0)));
        lone.run(300);
        assertThat(lone.told(Notice.MemberFailed.class)).hasSize(1);
        lone.run(20_000);
        refute();
        lone.run(29_900);
        assertThat(lone.told(Notice.MemberRecovered.class)).isEmpty();
        lone.run(200);
        assertThat(lone.told(Notice.MemberRecovered.class)).hasSize(1);
    }

    /** It lives, and who watches it loses most of what it says: to trust it would be to convict it again. */
    @Test
    void aMemberWhoseHeartbeatsAreLostIsNotTrustedUntilTheyAreNot() {
        lone.talking.remove(subject);
        observers.forEach(observer -> lone.receive(observer, loss(observer, 1, new Evidence.LossVote(1))));
        lone.run(300);
        assertThat(lone.told(Notice.MemberFailed.class)).hasSize(1);
        lone.run(60_000);
        assertThat(lone.told(Notice.MemberRecovered.class)).isEmpty();
        observers.forEach(observer -> lone.receive(observer, loss(observer, 2, new Evidence.LossWithdrawal())));
        lone.run(30_100);
        assertThat(lone.told(Notice.MemberRecovered.class)).hasSize(1);
    }

    private Evidence loss(MemberId observer, long sequence, Evidence.Statement statement) {
        return new Evidence(EPOCH, observer, subject, sequence, 0, statement);
    }
}
