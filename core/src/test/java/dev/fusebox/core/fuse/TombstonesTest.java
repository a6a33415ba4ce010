package dev.fusebox.core.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.GroupEpoch;
import org.junit.jupiter.api.Test;

class TombstonesTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Tombstones tombstones = new Tombstones();

    private static GroupEpoch epoch(long number) {
        return new GroupEpoch("g", number);
    }

    @Test
    void remembersWhatBurntAndNothingElse() {
        tombstones.add(epoch(3), 0);
        assertThat(tombstones.contains(epoch(3))).isTrue();
        assertThat(tombstones.contains(epoch(4))).isFalse();
        assertThat(tombstones.contains(new GroupEpoch("other", 3))).isFalse();
    }

    @Test
    void remembersForTenMinutesAtLeast() {
        tombstones.add(epoch(1), 0);
        tombstones.add(epoch(2), 10 * MINUTE);
        assertThat(tombstones.contains(epoch(1))).isTrue();
        tombstones.add(epoch(3), 10 * MINUTE + 1);
        assertThat(tombstones.contains(epoch(1))).isFalse();
        assertThat(tombstones.all()).containsExactly(epoch(2), epoch(3));
    }

    @Test
    void isBoundedAndTheOldestGoFirst() {
        for (int i = 1; i <= Tombstones.CAPACITY + 2; i++) {
            tombstones.add(epoch(i), i);
        }
        assertThat(tombstones.all()).hasSize(Tombstones.CAPACITY);
        assertThat(tombstones.contains(epoch(2))).isFalse();
        assertThat(tombstones.contains(epoch(3))).isTrue();
    }

    @Test
    void whatIsThereAlreadyPushesNothingOut() {
        for (int i = 1; i <= Tombstones.CAPACITY; i++) {
            tombstones.add(epoch(i), i);
        }
        tombstones.add(epoch(7), 5_000);
        assertThat(tombstones.contains(epoch(1))).isTrue();
        assertThat(tombstones.all()).hasSize(Tombstones.CAPACITY);
    }
}
