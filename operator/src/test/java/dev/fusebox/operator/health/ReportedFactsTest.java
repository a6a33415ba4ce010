package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.proto.v1.ReportedFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportedFactsTest {
    private static final long SECOND = 1_000_000_000L;

    private final ReportedFacts facts = new ReportedFacts();
    private final Map<String, PodFact> pods = new HashMap<>();
    private final Set<String> away = new HashSet<>();
    private Set<String> nodesGone = Set.of();
    private long nowNanos = 7 * SECOND;

    private void pod(String uid, int restarts, boolean ending) {
        pods.put(
                uid,
                new TestingPod(uid)
                        .on("node-" + uid)
                        .ending(ending)
                        .containers(new PodFact.Containers(false, false, restarts))
                        .fact());
    }

    private List<String> after(long seconds) {
        nowNanos += seconds * SECOND;
        return facts.update(List.of("a", "b"), pods, uid -> !away.contains(uid), nodesGone, nowNanos).stream()
                .map(f -> f.uid() + " " + f.kind())
                .toList();
    }

    private void settled() {
        pod("a", 3, false);
        pod("b", 0, false);
        assertThat(after(0)).isEmpty();
        assertThat(after(20)).isEmpty();
    }

    @Test
    void aContainerThatIsRestartedIsToldOnce() {
        settled();
        pod("a", 4, false);
        assertThat(after(1)).containsExactly("a " + ReportedFact.Kind.CONTAINER_RESTARTED);
        assertThat(after(1)).isEmpty();
        pod("a", 5, false);
        assertThat(after(1)).containsExactly("a " + ReportedFact.Kind.CONTAINER_RESTARTED);
    }

    @Test
    void theRestartThatFollowedABurnShowsLateAndDoesNotBurnTheNextEpoch() {
        settled();
        facts.epochBegins();
        assertThat(after(0)).isEmpty();
        pod("a", 4, false);
        assertThat(after(9)).isEmpty();
        assertThat(after(60)).as("nor later").isEmpty();
        pod("a", 5, false);
        assertThat(after(1)).containsExactly("a " + ReportedFact.Kind.CONTAINER_RESTARTED);
    }

    @Test
    void whatIsNotShownForLongAfterTheEpochBeganIsNew() {
        pod("a", 0, false);
        assertThat(after(0)).isEmpty();
        pod("a", 1, false);
        assertThat(after(10)).containsExactly("a " + ReportedFact.Kind.CONTAINER_RESTARTED);
    }

    @Test
    void aRestartOfTheWholePodBreaksTheAgentsStreamAndIsNotTold() {
        settled();
        away.add("a");
        pod("a", 4, false);
        assertThat(after(3)).isEmpty();
        away.clear();
        facts.reattached("a");
        assertThat(after(1)).isEmpty();
        pod("a", 5, false);
        assertThat(after(5)).as("its second container shows later").isEmpty();
        assertThat(after(60)).isEmpty();
    }

    @Test
    void aNodeThatIsDeletedIsToldOnceForEachOfItsMembers() {
        settled();
        nodesGone = Set.of("node-b", "node-x");
        assertThat(after(1)).containsExactly("b " + ReportedFact.Kind.NODE_GONE);
        assertThat(after(1)).isEmpty();
    }

    @Test
    void aPodThatEndsIsNoNewsOfThisKind() {
        settled();
        nodesGone = Set.of("node-a");
        pod("a", 4, true);
        assertThat(after(1)).isEmpty();
    }

    @Test
    void aCountThatFallsIsANewCount() {
        settled();
        pod("a", 0, false);
        assertThat(after(1)).isEmpty();
        pod("a", 1, false);
        assertThat(after(1)).containsExactly("a " + ReportedFact.Kind.CONTAINER_RESTARTED);
    }
}
