package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.roster.MemberId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who observed a member in an epoch that is over goes on asking whether it lives. */
class StrangersProbeTest {
    private final LoneMember lone = LoneMember.formed(4);

    private int answers(OptionalLong suspected, int times) {
        lone.log.clear();
        for (int i = 0; i < times; i++) {
            lone.give(new Input.FreshProbeReceived(i, new ProbeQuery(new MemberId("stranger"), SELF, 5, suspected)));
        }
        return lone.effects(Effect.AnswerFreshProbe.class).size();
    }

    @Test
    void aStrangerIsToldThatThisMemberLives() {
        assertThat(answers(OptionalLong.empty(), 1)).isEqualTo(1);
    }

    @Test
    void aStrangersSuspicionIsNobodysBusiness() {
        assertThat(answers(OptionalLong.of(0), 1)).isZero();
    }

    @Test
    void strangersAreAnsweredSoOftenInASecond() {
        assertThat(answers(OptionalLong.empty(), 100)).isEqualTo(Reception.MAX_STRANGERS);
        lone.run(1_000);
        assertThat(answers(OptionalLong.empty(), 1)).isEqualTo(1);
    }
}
