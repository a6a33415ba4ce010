package dev.fusebox.core.member;

import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A helper that cannot tell says so before the round ends: so whoever asked knows that it is not deaf itself. */
class HelpersWordTest {
    @ParameterizedTest
    @CsvSource({"3,3", "5,5", "6,3", "16,8", "100,100"})
    void survivorsOfADeadMemberStayWell(int members, int nodes) {
        VirtualGroup group = new VirtualGroup(members, nodes, 1).formed();
        group.pause(1);
        for (int i = 0; i < 300; i++) {
            group.run(10);
            for (int survivor = 0; survivor < members; survivor++) {
                assertThat(survivor == 1 ? 0 : health(group, survivor))
                        .as("m%d", survivor)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4", "5"})
    void survivorsOfADeadNodeStayWell(int secondMember) {
        VirtualGroup group = new VirtualGroup(6, 3, 1).formed();
        group.cut(Set.of(m(1), m(secondMember)));
        for (int i = 0; i < 300; i++) {
            group.run(10);
            assertThat(health(group, 0)).isZero();
            assertThat(health(group, 2)).isZero();
            assertThat(health(group, 3)).isZero();
        }
    }

    private static int health(VirtualGroup group, int member) {
        return group.node(member).member.localHealth();
    }
}
