package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.operator.roster.TestingSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupPodsTest {
    private static final GroupSpec CART = new TestingSpec().spec();
    private static final Map<String, String> SELECTED = Map.of("app", "cart");

    private final ClusterFacts facts = new ClusterFacts();
    private final GroupPods pods = new GroupPods();

    @Test
    void aGroupThatComesLaterFindsItsPods() {
        there(pod("a"));
        there(other("b"));

        group(List.of());

        assertThat(ofCart()).extracting(PodFact::uid).containsExactly("a");
        assertThat(pods.groupsOf("a")).containsExactly(CART.key());
        assertThat(pods.groupsOf("b")).isEmpty();
    }

    @Test
    void aPodThatComesLaterFindsItsGroup() {
        group(List.of());

        assertThat(there(pod("a"))).containsExactly(CART.key());
        assertThat(there(other("b"))).isEmpty();
        assertThat(there(pod("c").in("elsewhere"))).isEmpty();
        assertThat(ofCart()).extracting(PodFact::uid).containsExactly("a");
    }

    @Test
    void aPodIsSeenAsItIsNow() {
        group(List.of());
        there(pod("a"));

        there(pod("a").ending(true));

        assertThat(ofCart()).singleElement().matches(PodFact::ending);
    }

    @Test
    void aPodThatIsSelectedNoMoreStaysTheGroupsConcern() {
        group(List.of());
        there(pod("a"));

        assertThat(there(other("a"))).containsExactly(CART.key());
        assertThat(ofCart()).extracting(PodFact::uid).containsExactly("a");
    }

    @Test
    void theSubjectOfAnOpenCaseIsTheGroupsConcern() {
        there(other("a"));

        group(List.of(
                new Case("a", "cart-a", "n1", "Unreachable", 2, 4, 9_000, 1, 0, Instant.EPOCH, false, List.of())));

        assertThat(ofCart()).extracting(PodFact::uid).containsExactly("a");
    }

    @Test
    void aPodThatIsGoneConcernsNobody() {
        group(List.of());
        there(pod("a"));

        facts.podGone("a");

        assertThat(pods.podGone("a")).containsExactly(CART.key());
        assertThat(ofCart()).isEmpty();
        assertThat(pods.groupsOf("a")).isEmpty();
    }

    @Test
    void aGroupThatIsGoneIsNobodysConcern() {
        group(List.of());
        there(pod("a"));

        pods.groupGone(CART.key());

        assertThat(pods.groupsOf("a")).isEmpty();
        assertThat(ofCart()).isEmpty();
    }

    @Test
    void nothingIsLeftOfAnEarlierTerm() {
        group(List.of());
        there(pod("a"));

        pods.clear();

        assertThat(pods.groupsOf("a")).isEmpty();
        assertThat(ofCart()).isEmpty();
    }

    private void group(List<Case> open) {
        pods.group(CART, facts.podsIn(CART.namespace()), open);
    }

    private Set<String> there(TestingPod pod) {
        PodFact fact = pod.fact();
        facts.pod(fact);
        return pods.pod(fact, List.of(CART));
    }

    private List<PodFact> ofCart() {
        return pods.of(CART.key(), facts);
    }

    private static TestingPod pod(String uid) {
        return new TestingPod(uid).labels(SELECTED);
    }

    private static TestingPod other(String uid) {
        return new TestingPod(uid).labels(Map.of("app", "other"));
    }
}
