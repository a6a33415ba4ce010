package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.MemberPod;
import dev.fusebox.e2e.observe.GroupState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application hangs inside beside a live agent: its own word is enough to restart its pod, in place, and no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class RestartIT {
    private static final int MEMBERS = 6;

    private final TestGroup group;
    private final Remedy remedy;

    RestartIT(TestCluster.Ground ground) {
        this.group = new TestGroup(
                ground, "e2e-restart", MEMBERS, Remedy.saysThatItGetsOn().andThen(Remedy.spec(spec -> {
                    spec.put("remediation", Remedy.enforce("Restart", "None"));
                    spec.put("detection", Map.of("application", Map.of("progress", Map.of())));
                })));
        this.remedy = new Remedy(group);
    }

    @Test
    void aHungApplicationsPodAloneIsRestartedInPlaceAndTheGroupFormsAnew() {
        GroupState whole = group.awaitWhole(MEMBERS);
        remedy.awaitWarm();
        List<MemberPod> pods = group.workload.pods();
        MemberPod hung = pods.get(2);

        long began = System.nanoTime();
        remedy.hang(hung);

        Remedy.await("restarted in place", Duration.ofSeconds(60), () -> assertThat(remedy.restarts())
                .containsEntry(hung.name(), 1));
        System.out.println("hang: restarted in place after " + (System.nanoTime() - began) / 1_000_000 + " ms");
        GroupState again = group.watch.await(
                "whole again", state -> state.isWhole(MEMBERS) && state.epoch() > whole.epoch(), TestGroup.PATIENCE);
        System.out.println("hang: whole again in epoch " + again.epoch() + " after "
                + (System.nanoTime() - began) / 1_000_000 + " ms");
        assertThat(again.epoch()).isEqualTo(whole.epoch() + 1);
        assertThat(group.workload.pods()).containsExactlyInAnyOrderElementsOf(pods);
        remedy.restarts().forEach((pod, restarts) -> assertThat(restarts).isEqualTo(pod.equals(hung.name()) ? 1 : 0));
        assertThat(again.incidents()).first().satisfies(incident -> assertThat(incident.cause())
                .contains("ApplicationFailed", hung.name()));
        remedy.awaitEvents("FuseBurnt", "ActionPlanned", "ActionTaken", "GroupReformed");
        remedy.events().all().forEach(e -> System.out.println("hang: " + e.reason() + ": " + e.note()));
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
