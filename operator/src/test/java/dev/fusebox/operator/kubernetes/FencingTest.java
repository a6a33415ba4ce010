package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.remediation.Answer;
import dev.fusebox.operator.remediation.Read;
import dev.fusebox.operator.remediation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is too late, or does not know, does not act and does not say that it did. */
class FencingTest {
    /** By its Lease it leads; but another one has acted in the group since. */
    @ParameterizedTest
    @EnumSource
    void whoIsDeposedInAGroupDoesNothingThere(ActionKind kind) {
        ActingWorld world = new ActingWorld(kind);
        Leader leader = new Leader(world, "a", 0, Leader.noFault());
        leader.remediator().recover(world.group());
        world.server.send(
                "PATCH", ActingWorld.GROUP + "/status", Requests.MERGE_PATCH, "{\"status\":{\"leaderEpoch\":7}}");
        assertThat(leader.remediator().carryOut(world.proposal()).kind()).isEqualTo(Result.Kind.DEPOSED);
        assertThat(world.effects).isEmpty();
        assertThat(world.storedIntent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nobodySaysDoneBeforeItIsDone(ActionKind kind) {
        List<String> wrong = new ArrayList<>();
        for (Fault fault : List.of(Fault.REQUEST_LOST, Fault.REPLY_LOST, Fault.SERVER_ERROR)) {
            for (int at = 1; at <= 40; at++) {
                int call = at;
                ActingWorld world = new ActingWorld(kind);
                Leader leader = new Leader(world, "a", 0, n -> n == call ? Optional.of(fault) : Optional.empty());
                for (int round = 0; round < 4 && world.effects.isEmpty(); round++) {
                    Optional<Result.Kind> kindOfEnd = leader.round().map(Result::kind);
                    if (kindOfEnd.equals(Optional.of(Result.Kind.DONE)) && world.effects.isEmpty()) {
                        wrong.add(fault + " at call " + at);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aNodeIsChangedOnlyAsItWasSeen() {
        ActingWorld world = new ActingWorld(ActionKind.CORDON);
        KubernetesApi api = api(world);
        String uid = world.server.stored(ActingWorld.NODE).at("/metadata/uid").asText();
        String version = world.server
                .stored(ActingWorld.NODE)
                .at("/metadata/resourceVersion")
                .asText();
        assertThat(api.cordon("node-a", uid, "1", "m")).isEqualTo(Answer.CONFLICT);
        assertThat(api.taint("node-a", uid, "1", "m")).isEqualTo(Answer.CONFLICT);
        assertThat(api.release("node-a", uid, "1")).isEqualTo(Answer.CONFLICT);
        assertThat(api.cordon("node-a", "another", version, "m")).isEqualTo(Answer.CONFLICT);
        assertThat(world.marked()).isFalse();
        assertThat(api.cordon("node-a", uid, version, "m")).isEqualTo(Answer.DONE);
    }

    @Test
    void theLedgerIsWrittenOnlyOverWhatWasRead() {
        ActingWorld world = new ActingWorld(ActionKind.EVICT);
        KubernetesApi api = api(world);
        assertThat(api.writeLedger("one", "")).isEqualTo(Answer.DONE);
        String version = world.server
                .stored(ActingWorld.LEDGER)
                .at("/metadata/resourceVersion")
                .asText();
        assertThat(api.writeLedger("two", version)).isEqualTo(Answer.DONE);
        assertThat(api.writeLedger("three", version)).isEqualTo(Answer.CONFLICT);
        assertThat(api.writeLedger("four", "")).isEqualTo(Answer.CONFLICT);
        assertThat(api.ledger().found().map(now -> now.text())).contains("two");
    }

    private static KubernetesApi api(ActingWorld world) {
        return new KubernetesApi(
                new Requests(world.server), "fusebox-system", "a", () -> new Read.Found<>(true), world::wall);
    }
}
