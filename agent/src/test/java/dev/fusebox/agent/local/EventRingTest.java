package dev.fusebox.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventRingTest {
    private final EventRing ring = new EventRing(3);

    @Test
    void idsRiseAlsoOverRestartsAndFitIntoADouble() {
        long first = ring.add("fuse-intact", "{}").id();
        long second = ring.add("fuse-burnt", "{}").id();
        long later = new EventRing(4).add("fuse-intact", "{}").id();

        assertThat(second).isEqualTo(first + 1);
        assertThat(later).isGreaterThan(second).isLessThan(1L << 53);
    }

    @Test
    void whatWasMissedCanBeReplayedInOrder() {
        long seen = ring.add("a", "1").id();
        ring.add("b", "2");
        ring.add("c", "3");

        assertThat(ring.resumable(Long.toString(seen))).hasValue(seen);
        assertThat(ring.after(seen)).extracting(Event::data).containsExactly("2", "3");
        assertThat(ring.after(ring.lastId())).isEmpty();
    }

    @Test
    void whatIsForgottenUnknownOrNewerThanAnythingCannotBeResumed() {
        long first = ring.add("a", "1").id();
        for (int i = 0; i < EventRing.CAPACITY; i++) {
            ring.add("b", "2");
        }

        assertThat(ring.resumable(Long.toString(first))).hasValue(first);
        assertThat(ring.resumable(Long.toString(first - 1))).isEmpty();
        assertThat(ring.resumable(Long.toString(ring.lastId() + 1))).isEmpty();
        assertThat(ring.resumable("")).isEmpty();
        assertThat(ring.resumable("soon")).isEmpty();
        assertThat(ring.resumable("-9223372036854775808")).isEmpty();
    }

    @Test
    void anEventIsThreeLinesAndAnEmptyOne() {
        assertThat(new Event(7, "fuse-burnt", "{\"epoch\":1}").text())
                .isEqualTo("id: 7\nevent: fuse-burnt\ndata: {\"epoch\":1}\n\n");
    }
}
