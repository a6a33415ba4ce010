package dev.fusebox.core.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StableHashTest {
    private static final long EMPTY = 0xf52a15e9a9b5e89bL;
    private static final long A = 0xb9dc434663955e14L;
    private static final long RING = 0x53743920a6ef85caL;

    /** The function is part of the wire protocol: these values were computed apart from this code and must never change. */
    @Test
    void givesTheSameValueInEveryVersion() {
        assertThat(StableHash.of()).isEqualTo(EMPTY);
        assertThat(StableHash.of("a")).isEqualTo(A);
        assertThat(StableHash.of("ns/group", 3L, 0, "m1")).isEqualTo(RING);
    }

    @Test
    void partsDoNotRunTogether() {
        assertThat(StableHash.of("ab", "c")).isNotEqualTo(StableHash.of("a", "bc"));
        assertThat(StableHash.of("a", "b")).isNotEqualTo(StableHash.of("b", "a"));
        assertThat(StableHash.of("")).isNotEqualTo(StableHash.of());
    }
}
