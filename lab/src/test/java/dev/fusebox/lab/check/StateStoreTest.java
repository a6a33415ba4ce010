package dev.fusebox.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StateStoreTest {
    private static char[] state(int number) {
        return new char[] {(char) number, (char) (number >> 16), 7};
    }

    @Test
    void numbersStatesInTheOrderTheyCameAndEachOnce() {
        StateStore store = new StateStore(3);
        for (int i = 0; i < 200_000; i++) {
            assertThat(store.add(state(i))).isEqualTo(-1 - i);
        }
        for (int i = 0; i < 200_000; i += 997) {
            assertThat(store.add(state(i))).isEqualTo(i);
            assertThat(store.find(state(i))).isEqualTo(i);
            assertThat(store.get(i)).isEqualTo(state(i));
        }
        assertThat(store.size()).isEqualTo(200_000);
        assertThat(store.find(state(200_000))).isEqualTo(-1);
    }
}
