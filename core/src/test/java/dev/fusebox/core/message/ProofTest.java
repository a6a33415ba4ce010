package dev.fusebox.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProofTest {
    @Test
    void isAValueThatKeepsItsBytes() {
        byte[] bytes = {0, 1, (byte) 0xff, 127, -128};
        assertThat(Proof.of(bytes)).isEqualTo(Proof.of(bytes.clone()));
        assertThat(Proof.of(bytes).bytes()).isEqualTo(bytes);
        assertThat(Proof.of(new byte[0])).isSameAs(Proof.NONE);
    }

    @Test
    void longerThan256BytesIsRefused() {
        assertThat(Proof.of(new byte[256]).hex()).hasSize(512);
        assertThatThrownBy(() -> Proof.of(new byte[257])).hasMessageContaining("at most 512 characters");
    }
}
