package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import org.junit.jupiter.api.Test;

/** Votes and vouches about one subject contradict each other: whoever hears both looks for itself. */
class DoubtedVouchTest {
    @Test
    void fiveFailedRoundsOfOnesOwnVoidWhatOthersVouch() {
        LoneMember lone = LoneMember.formed(5);
        lone.talking.remove(peer(4));
        lone.give(new Input.StreamClosed(peer(4)));
        lone.receive(peer(1), lone.vote(peer(1), peer(4), 1, 0));
        long sequence = 0;
        for (int i = 0; i < 5; i++) {
            vouchAndWait(lone, ++sequence);
        }
        assertThat(lone.told(Notice.LinkDegraded.class)).isNotEmpty();
        assertThat(lone.told(Notice.MemberFailed.class)).isEmpty();
        for (int i = 0; i < 40; i++) {
            vouchAndWait(lone, ++sequence);
        }
        assertThat(lone.told(Notice.MemberFailed.class))
                .singleElement()
                .satisfies(f -> assertThat(f.verdict().subject()).isEqualTo(peer(4)));
    }

    /** One that lies, where identities prove nothing. */
    private static void vouchAndWait(LoneMember lone, long sequence) {
        LifeProof life = new LifeProof(peer(3), LifeProof.ofHeartbeat(sequence), 0, Proof.NONE);
        lone.receive(peer(3), new Evidence(EPOCH, peer(3), peer(4), sequence, 0, new Evidence.Vouch(life)));
        lone.run(100);
    }
}
