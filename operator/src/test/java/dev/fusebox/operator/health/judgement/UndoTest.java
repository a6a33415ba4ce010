package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.roster.Tri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class UndoTest {
    private static final long SECOND = 1_000_000_000L;

    private final Scene scene = new Scene();
    private final FlapDelay delay = new FlapDelay();
    private Lease lease = Lease.FRESH;

    UndoTest() {
        scene.marker = "17-1";
        scene.unschedulable = true;
        delay.observe(true, 0);
    }

    private Undo at(long seconds) {
        return Undo.judge(scene.node(), "17-1", lease, delay, 30, seconds * SECOND);
    }

    @Test
    void ourCordonIsUndoneWhenTheNodeHasBeenWellForLongEnough() {
        assertThat(at(29)).isEqualTo(Undo.TOO_EARLY);
        assertThat(at(30)).isEqualTo(Undo.DUE);
    }

    @Test
    void aCordonWithoutOurMarkerIsSomebodyElses() {
        scene.marker = "";
        assertThat(at(30)).isEqualTo(Undo.NOT_OURS);
        assertThat(Undo.judge(scene.node(), "", lease, delay, 30, 30 * SECOND)).isEqualTo(Undo.NOT_OURS);
    }

    @Test
    void aMarkerOfAnotherActionIsNotThisOnes() {
        scene.marker = "18-1";
        assertThat(at(30)).isEqualTo(Undo.NOT_OURS);
    }

    @Test
    void aNodeThatSomebodyWorksOnStaysCordoned() {
        scene.maintenance = true;
        assertThat(at(30)).isEqualTo(Undo.MAINTENANCE);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FRESH")
    void aLateOrUnknownLeaseIsNotWell(Lease notFresh) {
        lease = notFresh;
        assertThat(at(30)).isEqualTo(Undo.NOT_WELL);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TRUE")
    void aNodeThatIsNotReadyIsNotWell(Tri notReady) {
        scene.nodeReady = notReady;
        assertThat(at(30)).isEqualTo(Undo.NOT_WELL);
    }
}
