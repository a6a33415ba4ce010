package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.roster.MemberId;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** It convicted others than this member has, or holds a vote that nobody answers: it need not be right about who observes whom. */
    @Test
    void whoeverIsInTheGroupIsNoStrangerThoughThisMemberKeepsNoStreamWithIt() {
        LoneMember one = LoneMember.formed(100);
        Set<MemberId> contacts =
                one.effects(Effect.Dial.class).stream().map(Effect.Dial::peer).collect(Collectors.toSet());
        MemberId far = IntStream.range(1, 100)
                .mapToObj(LoneMember::peer)
                .filter(peer -> !contacts.contains(peer))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 100; i++) {
            one.give(new Input.FreshProbeReceived(i, new ProbeQuery(far, SELF, 5, OptionalLong.of(0))));
        }
        assertThat(one.effects(Effect.AnswerFreshProbe.class))
                .hasSize(100)
                .last()
                .satisfies(answer -> assertThat(answer.reply().incarnation()).isEqualTo(1));
    }

    @Test
    void strangersAreAnsweredSoOftenInASecond() {
        assertThat(answers(OptionalLong.empty(), 100)).isEqualTo(Reception.MAX_STRANGERS);
        lone.run(1_000);
        assertThat(answers(OptionalLong.empty(), 1)).isEqualTo(1);
    }
}
