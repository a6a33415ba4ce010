package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.status.GroupEvent;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventDocumentsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private static final GroupEvent BURNT = new GroupEvent(true, "FuseBurnt", "epoch 1 burnt");

    private static List<Event> of(GroupEvent event, long number) {
        return EventDocuments.of("shop", "cart", "uid-of-cart", event, "operator-0", NOW, number);
    }

    @Test
    void anEventOfAGroupStandsBesideIt() {
        assertThat(of(BURNT, 0)).singleElement().satisfies(event -> {
            assertThat(event.getMetadata().getNamespace()).isEqualTo("shop");
            assertThat(event.getRegarding().getKind()).isEqualTo("FailureGroup");
            assertThat(event.getRegarding().getUid()).isEqualTo("uid-of-cart");
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("FuseBurnt");
            assertThat(event.getEventTime().getTime()).isEqualTo("2026-01-01T00:00:00.123456Z");
        });
    }

    /** {@code kubectl describe node} finds events by the node's name and UID, and the API server keeps them in no other namespace. */
    @Test
    void anEventAboutANodeStandsAtTheNodeToo() {
        List<Event> events = of(
                new GroupEvent(
                        true, "NodeCordoned", "node n1: Lease stale", Optional.of(new GroupEvent.Node("n1", "uid-n1"))),
                0);
        assertThat(events).hasSize(2);
        Event atNode = events.get(1);
        assertThat(atNode.getMetadata().getNamespace()).isEqualTo("default");
        assertThat(atNode.getRegarding().getKind()).isEqualTo("Node");
        assertThat(atNode.getRegarding().getName()).isEqualTo("n1");
        assertThat(atNode.getRegarding().getUid()).isEqualTo("uid-n1");
        assertThat(atNode.getRegarding().getNamespace()).isNull();
    }

    @Test
    void twoEventsOfOneMomentHaveTwoNames() {
        assertThat(of(BURNT, 1).get(0).getMetadata().getName())
                .isNotEqualTo(of(BURNT, 2).get(0).getMetadata().getName());
    }

    @Test
    void aLongNoteIsCutToWhatTheApiServerTakes() {
        assertThat(of(new GroupEvent(false, "R", "x".repeat(5_000)), 0).get(0).getNote())
                .hasSize(1_000);
    }
}
