package dev.fusebox.lab.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.scenario.ScenarioFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the ground truth takes for faulty: a verdict about anybody else is wrong. */
class TroublesTest {
    private static final int GONE = 5;

    @ParameterizedTest
    @CsvSource({
        "datagram, 0.00, 0.39, false",
        "datagram, 0.00, 0.40, true",
        "datagram, 0.10, 0.33, false",
        "datagram, 0.10, 0.34, true",
        "stream,   0.00, 0.28, false",
        "stream,   0.00, 0.29, true",
        "stream,   0.02, 0.25, false",
        "stream,   0.02, 0.26, true",
        "stream,   0.00, 0.60, true",
    })
    void aMemberThatMissesFourTenthsOfWhatIsDueIsInTrouble(
            String links, double everywhere, double fault, boolean trouble) {
        Troubles troubles = troubles(links, everywhere);
        assertThat(troubles.of(new Fault.Drop(List.of(3), true, fault, 0, 0)).contains(3))
                .isEqualTo(trouble);
        assertThat(troubles.of(new Fault.Drop(List.of(3), false, fault, 0, 0)).contains(3))
                .isEqualTo(trouble);
    }

    /** Of a stream both directions count, for acknowledgements are lost as well: 15 % each make 28 % of all tries. */
    @Test
    void aStreamIsHeldUpByLossesInBothDirections() {
        assertThat(troubles("stream", 0.15).everywhere()).isFalse();
        assertThat(troubles("stream", 0.16).everywhere()).isTrue();
        assertThat(troubles("datagram", 0.39).everywhere()).isFalse();
        assertThat(troubles("datagram", 0.40).everywhere()).isTrue();
    }

    @Test
    void badLinksToAQuorumOfThoseThatAreThereAreTrouble() {
        // Five are there: four observers, H = 3.
        Troubles troubles = troubles("datagram", 0);
        List.of(1, 2, GONE).forEach(other -> troubles.broke(new Fault.Link(0, other, true, true, 1)));
        assertThat(troubles.behindBadLinks()).isEmpty();
        troubles.broke(new Fault.Link(0, 3, true, true, 1));
        assertThat(troubles.behindBadLinks()).containsExactly(0);
        troubles.mended(new Fault.Link(0, 1, true, true, 1));
        assertThat(troubles.behindBadLinks()).isEmpty();
    }

    private static Troubles troubles(String links, double loss) {
        Scenario scenario =
                ScenarioFile.parse("test", "{members: 6, network: {loss: %s, links: %s}}".formatted(loss, links));
        return new Troubles(scenario, gone -> gone != GONE);
    }
}
