package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.Tri;
import org.junit.jupiter.api.Test;

class ClusterFactsTest {
    private final ClusterFacts facts = new ClusterFacts();

    private static PodFact pod(String uid, String namespace, String node) {
        return new TestingPod(uid).named("pod-" + uid).in(namespace).on(node).fact();
    }

    private static NodeFact node(String name, String zone) {
        return new NodeFact(name, "uid-" + name, zone, Tri.TRUE, false, false, false, false, "");
    }

    @Test
    void aPodHasTheZoneOfItsNode() {
        facts.node(node("n1", "z1"));
        facts.pod(pod("a", "shop", "n1"));
        assertThat(facts.pod("a").orElseThrow().zone()).isEqualTo("z1");
    }

    @Test
    void alsoIfTheNodeIsKnownLater() {
        facts.pod(pod("a", "shop", "n1"));
        assertThat(facts.node(node("n1", "z1"))).containsExactly("shop");
        assertThat(facts.pod("a").orElseThrow().zone()).isEqualTo("z1");
        assertThat(facts.pod(pod("a", "shop", "n1"))).as("the same pod again").isFalse();
    }

    @Test
    void whatDidNotChangeIsNoNews() {
        assertThat(facts.pod(pod("a", "shop", "n1"))).isTrue();
        assertThat(facts.pod(pod("a", "shop", "n1"))).isFalse();
        facts.node(node("n1", ""));
        assertThat(facts.node(node("n1", ""))).isEmpty();
    }

    @Test
    void podsAreFoundByNamespaceAndGoWithTheirNames() {
        facts.pod(pod("a", "shop", "n1"));
        facts.pod(pod("b", "shop", "n2"));
        facts.pod(pod("c", "bank", "n2"));
        assertThat(facts.podsIn("shop")).extracting(PodFact::uid).containsExactly("a", "b");
        assertThat(facts.podGone("a").orElseThrow().name()).isEqualTo("pod-a");
        assertThat(facts.podGone("a")).isEmpty();
        assertThat(facts.podsIn("shop")).extracting(PodFact::uid).containsExactly("b");
    }

    @Test
    void aNodeThatIsDeletedUnderItsPodsIsGoneUntilItIsBack() {
        facts.node(node("n1", ""));
        facts.pod(pod("a", "shop", "n1"));
        assertThat(facts.nodeGone("n1")).containsExactly("shop");
        assertThat(facts.nodesGone()).containsExactly("n1");
        assertThat(facts.node("n1")).isEmpty();
        facts.node(node("n1", ""));
        assertThat(facts.nodesGone()).isEmpty();
    }

    @Test
    void aNodeWithoutPodsLeavesNoTrace() {
        facts.node(node("n1", ""));
        assertThat(facts.nodeGone("n1")).isEmpty();
        assertThat(facts.nodesGone()).isEmpty();
    }
}
