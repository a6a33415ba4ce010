package dev.fusebox.swarm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void eightPodsShareANode() {
        assertThat(new Layout(125, 8, 1).nodes()).isEqualTo(125);
    }

    @Test
    void noTwoMembersOfAGroupShareANode() {
        Layout layout = new Layout(3, 10, 2);
        for (int group = 0; group < 3; group++) {
            int g = group;
            assertThat(IntStream.range(0, 10).mapToObj(m -> layout.nodeOf(g, m)))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void groupsGoRoundTheNamespaces() {
        Layout layout = new Layout(3, 2, 2);
        assertThat(layout.key(0)).isEqualTo("swarm-0/g0");
        assertThat(layout.key(1)).isEqualTo("swarm-1/g1");
        assertThat(layout.key(2)).isEqualTo("swarm-0/g2");
    }

    @Test
    void moreNamespacesThanGroupsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Layout(1, 8, 2));
    }
}
