package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.SELF;
import static dev.fusebox.core.member.LoneMember.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a member can say again to somebody who knows nothing yet: a new leader of the operator. */
class StandingTestimonyTest {
    private final LoneMember lone = LoneMember.formed(5);

    private List<Evidence> testimony() {
        return lone.member.testimony(lone.now);
    }

    @Test
    void nothingStandsWhileAllIsWell() {
        assertThat(testimony()).isEmpty();
    }

    @Test
    void anOwnVoteStandsUntilItIsTakenBack() {
        lone.talking.remove(peer(3));
        lone.run(1_000);
        assertThat(testimony()).singleElement().satisfies(own -> {
            assertThat(own.observer()).isEqualTo(SELF);
            assertThat(own.subject()).isEqualTo(peer(3));
            assertThat(own.statement()).isInstanceOf(Evidence.Vote.class);
        });
        assertThat(lone.effects(Effect.Report.class).getLast().evidence())
                .as("as it was reported first")
                .isEqualTo(testimony().getFirst());

        lone.talking.add(peer(3));
        lone.run(1_000);
        assertThat(testimony()).isEmpty();
    }

    @Test
    void aVouchStandsWhileAVoteThatItAnswersDoes() {
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 0));
        assertThat(testimony()).singleElement().satisfies(own -> {
            assertThat(own.subject()).isEqualTo(peer(3));
            assertThat(own.statement()).isInstanceOf(Evidence.Vouch.class);
        });

        lone.receive(peer(1), new Evidence(LoneMember.EPOCH, peer(1), peer(3), 2, 0, new Evidence.Withdrawal()));
        assertThat(testimony()).isEmpty();
    }

    @Test
    void theWordsOfOthersAreTheirOwnToRepeat() {
        lone.talking.remove(peer(3));
        lone.run(1_000);
        lone.receive(peer(1), lone.vote(peer(1), peer(3), 1, 0));
        assertThat(testimony()).allMatch(own -> own.observer().equals(SELF));
    }
}
