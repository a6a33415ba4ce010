package dev.fusebox.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupStateTest {
    private static final Case CASE =
            new Case("a", "cart-a", "n1", "Unreachable", 2, 4, 9_000, 1, 0, Instant.EPOCH, false, List.of());
    private static final Suspicion SUSPICION =
            new Suspicion("a", Suspicion.SUSPECTED, 1, 4, 9_000, false, List.of(), Set.of("b"));

    @Test
    void anIntactGroupWithEverybodyThereIsAtRest() {
        assertThat(state(Fuse.INTACT, List.of("a", "b"), List.of(), List.of(), List.of())
                        .atRest())
                .isTrue();
    }

    @Test
    void aGroupThatWaitsForTimeOrMembersIsNot() {
        List<String> both = List.of("a", "b");
        assertThat(state(Fuse.FORMING, both, List.of(), List.of(), List.of()).atRest())
                .isFalse();
        assertThat(state(Fuse.BURNT, both, List.of(), List.of(), List.of()).atRest())
                .isFalse();
        assertThat(state(Fuse.INTACT, List.of("a"), List.of(), List.of(), List.of())
                        .atRest())
                .isFalse();
    }

    @Test
    void aGroupInWhichSomebodyIsInDoubtIsNot() {
        List<String> both = List.of("a", "b");
        assertThat(state(Fuse.INTACT, both, List.of("a"), List.of(), List.of()).atRest())
                .isFalse();
        assertThat(state(Fuse.INTACT, both, List.of(), List.of(SUSPICION), List.of())
                        .atRest())
                .isFalse();
        assertThat(state(Fuse.INTACT, both, List.of(), List.of(), List.of(CASE)).atRest())
                .isFalse();
    }

    @Test
    void aGroupWhoseMembersANewLeaderDoesNotKnowYetIsNot() {
        assertThat(of(Fuse.INTACT, List.of(), List.of(), List.of(), List.of(), List.of())
                        .atRest())
                .isFalse();
    }

    @Test
    void anIntactGroupAwaitsAgentsUntilAllAreThere() {
        List<String> both = List.of("a", "b");
        assertThat(of(Fuse.INTACT, List.of(), List.of(), List.of(), List.of(), List.of())
                        .awaitsAgents())
                .isTrue();
        assertThat(state(Fuse.INTACT, List.of("a"), List.of(), List.of(), List.of())
                        .awaitsAgents())
                .isTrue();
        assertThat(state(Fuse.INTACT, both, List.of(), List.of(), List.of()).awaitsAgents())
                .isFalse();
    }

    @Test
    void aGroupThatSomethingIsKnownAgainstAwaitsNobody() {
        List<String> one = List.of("a");
        assertThat(state(Fuse.BURNT, one, List.of(), List.of(), List.of()).awaitsAgents())
                .isFalse();
        assertThat(state(Fuse.FORMING, one, List.of(), List.of(), List.of()).awaitsAgents())
                .isFalse();
        assertThat(state(Fuse.INTACT, one, List.of("b"), List.of(), List.of()).awaitsAgents())
                .isFalse();
        assertThat(state(Fuse.INTACT, one, List.of(), List.of(SUSPICION), List.of())
                        .awaitsAgents())
                .isFalse();
        assertThat(state(Fuse.INTACT, one, List.of(), List.of(), List.of(CASE)).awaitsAgents())
                .isFalse();
    }

    private static GroupState state(
            Fuse fuse, List<String> present, List<String> missing, List<Suspicion> suspicions, List<Case> cases) {
        return of(fuse, List.of("a", "b"), present, missing, suspicions, cases);
    }

    private static GroupState of(
            Fuse fuse,
            List<String> roster,
            List<String> present,
            List<String> missing,
            List<Suspicion> suspicions,
            List<Case> cases) {
        return new GroupState(
                "shop/cart",
                1,
                1,
                fuse,
                2,
                List.of(),
                List.of(),
                roster,
                present,
                present.size(),
                missing,
                suspicions,
                Map.of(),
                List.of(),
                cases,
                List.of(),
                "",
                RemediationView.EMPTY);
    }
}
