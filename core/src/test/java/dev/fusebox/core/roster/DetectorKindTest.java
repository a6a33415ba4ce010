package dev.fusebox.core.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetectorKindTest {
    @ParameterizedTest
    @EnumSource(DetectorKind.class)
    void isFoundByTheNameThatTheSpecUses(DetectorKind kind) {
        assertThat(DetectorKind.ofSpecName(kind.specName())).contains(kind);
    }

    @Test
    void anotherNameIsNone() {
        assertThat(DetectorKind.ofSpecName("phiaccrual")).isEmpty();
        assertThat(DetectorKind.ofSpecName("")).isEmpty();
    }
}
