package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message.Leave;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A member that ends because its group burnt, to begin anew. */
class RestartingTest {
    @Test
    void itTakesLeaveOfBurntEpochsFromEverybodyInThem() {
        LoneMember lone = LoneMember.formed(4);
        lone.give(new Input.Signalled("g", "over"));
        lone.log.clear();
        lone.give(new Input.Restarting("in place"));
        assertThat(lone.sent(Leave.class)).hasSize(3).allMatch(leave -> leave.epochs()
                .equals(List.of(EPOCH)));
    }

    @Test
    void inAnEpochThatIsNotBurntItsEndIsAFailure() {
        LoneMember lone = LoneMember.formed(4);
        lone.log.clear();
        lone.give(new Input.Restarting("in place"));
        assertThat(lone.sent(Leave.class)).isEmpty();
    }

    @Test
    void peersDoNotTakeItForAnotherFailure() {
        VirtualGroup group = new VirtualGroup(4, 4, 3).formed();
        group.give(0, new Input.Signalled("g", "over"));
        group.run(100);
        group.give(1, new Input.Restarting("in place"));
        group.run(50);
        group.kill(1);
        group.run(10_000);
        for (int peer : new int[] {0, 2, 3}) {
            assertThat(group.notices(peer, Notice.MemberFailed.class)).isEmpty();
            assertThat(group.notices(peer, Notice.MemberLeft.class))
                    .containsExactly(new Notice.MemberLeft(EPOCH, m(1)));
        }
    }
}
