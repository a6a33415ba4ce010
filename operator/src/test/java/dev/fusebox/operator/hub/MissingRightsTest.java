package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Proposal;
import dev.fusebox.operator.remediation.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingRightsTest {
    private static final Result PATCH_NODES = new Result(Result.Kind.FORBIDDEN, "patch nodes");

    private final MissingRights rights = new MissingRights();

    @Test
    void nothingIsSaidWhereNothingIsMissing() {
        rights.watches(List.of());
        assertThat(rights.stall()).isEmpty();
    }

    @Test
    void namesVerbAndResourceOfAllThatIsMissingOnceAndInAFixedOrder() {
        rights.watches(List.of("watch pods in namespace b", "list nodes"));
        rights.ended(act(Target.NODE), PATCH_NODES);
        rights.ended(act(Target.NODE), PATCH_NODES);

        assertThat(rights.stall()).hasValueSatisfying(stall -> {
            assertThat(stall.kind()).isEqualTo(RemediationView.Stall.Kind.RIGHTS_MISSING);
            assertThat(stall.kind().stopsActions()).isTrue();
            assertThat(stall.message())
                    .isEqualTo("the operator's service account may not list nodes, patch nodes, watch pods in namespace"
                            + " b: grant it, as the chart's roles do");
        });
    }

    @Test
    void aWatchThatStandsAgainLacksNothing() {
        rights.watches(List.of("list nodes"));
        rights.watches(List.of());
        assertThat(rights.stall()).isEmpty();
    }

    @Test
    void whatWasRefusedIsMissingUntilSuchAJobEndsWell() {
        rights.ended(act(Target.NODE), PATCH_NODES);
        rights.ended(act(Target.POD), new Result(Result.Kind.DONE, ""));
        rights.ended(act(Target.NODE), new Result(Result.Kind.NOT_ALLOWED, "QuorumTooSmall"));
        assertThat(rights.stall()).isPresent();

        rights.ended(act(Target.NODE), new Result(Result.Kind.DONE, ""));
        assertThat(rights.stall()).isEmpty();
    }

    @Test
    void aNewLeaderFindsOutForItself() {
        rights.watches(List.of("list nodes"));
        rights.ended(act(Target.NODE), PATCH_NODES);
        rights.newTerm();
        assertThat(rights.stall())
                .hasValueSatisfying(stall ->
                        assertThat(stall.message()).contains("list nodes").doesNotContain("patch nodes"));
    }

    private static Job act(Target target) {
        return new Job.Act(new Proposal(new GroupRef("ns", "g", "u"), "pod-1", target, "p", "n1"));
    }
}
