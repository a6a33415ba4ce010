package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.TestingPod;
import dev.fusebox.proto.v1.CaseWatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaseWatchesTest {
    private static final Map<String, PodFact> PODS = Map.of("a", pod("a"), "x", pod("x"));
    private static final Set<String> ALL = Set.of("b", "c");

    private final CaseWatches watches = new CaseWatches();

    private static PodFact pod(String uid) {
        return new TestingPod(uid).address("fd00::1").fact();
    }

    private static Case about(String uid, String... voters) {
        return new Case(
                uid,
                "cart-" + uid,
                "n1",
                "Unreachable",
                2,
                4,
                9_000,
                1,
                0,
                Instant.EPOCH,
                false,
                Stream.of(voters)
                        .map(v -> new Voter(v, "n2", "", 1, 9_000, false))
                        .toList());
    }

    private List<String> due(Set<String> attached) {
        return watches.due(uid -> Optional.ofNullable(PODS.get(uid)), attached::contains).stream()
                .map(push -> push.uid() + " probes "
                        + push.message().getCases().getSubjectsList().stream()
                                .map(CaseWatch.Subject::getMember)
                                .sorted()
                                .toList())
                .sorted()
                .toList();
    }

    @Test
    void whoVotedGoesOnProbingAndIsToldOnce() {
        watches.cases("shop/cart", List.of(about("a", "b", "c")));
        assertThat(due(ALL)).containsExactly("b probes [a]", "c probes [a]");
        assertThat(due(ALL)).isEmpty();
    }

    @Test
    void aClosedCaseIsTakenBack() {
        watches.cases("shop/cart", List.of(about("a", "b")));
        due(ALL);
        watches.cases("shop/cart", List.of());
        assertThat(due(ALL)).containsExactly("b probes []");
        assertThat(due(ALL)).isEmpty();
    }

    @Test
    void oneListPerAgentOverAllItsGroups() {
        watches.cases("shop/cart", List.of(about("a", "b")));
        watches.cases("shop/till", List.of(about("a", "b"), about("x", "b")));
        assertThat(due(ALL)).containsExactly("b probes [a, x]");
    }

    @Test
    void aNewStreamIsToldAgainAndADetachedAgentLater() {
        watches.cases("shop/cart", List.of(about("a", "b")));
        assertThat(due(Set.of())).isEmpty();
        assertThat(due(ALL)).hasSize(1);
        watches.reattached("b");
        assertThat(due(ALL)).hasSize(1);
    }

    @Test
    void theAddressIsThatOfTheSubjectsAgent() {
        watches.cases("shop/cart", List.of(about("a", "b")));
        assertThat(watches.due(uid -> Optional.ofNullable(PODS.get(uid)), ALL::contains)
                        .get(0)
                        .message()
                        .getCases()
                        .getSubjects(0)
                        .getAddress())
                .isEqualTo("[fd00::1]:7946");
    }
}
