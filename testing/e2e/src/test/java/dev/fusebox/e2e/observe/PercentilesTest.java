package dev.fusebox.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void areValuesThatWereMeasured() {
        Percentiles values = Percentiles.of(List.of(50L, 10L, 30L, 20L, 40L));

        assertThat(values.at(1)).isEqualTo(10);
        assertThat(values.at(50)).isEqualTo(30);
        assertThat(values.at(90)).isEqualTo(50);
        assertThat(values.last()).isEqualTo(50);
    }

    @Test
    void theMiddleOfAnEvenNumberIsTheLowerOne() {
        assertThat(Percentiles.of(List.of(4L, 1L, 3L, 2L)).at(50)).isEqualTo(2);
    }

    @Test
    void nothingHasNone() {
        assertThat(Percentiles.of(List.of()).isEmpty()).isTrue();
        assertThatThrownBy(() -> Percentiles.of(List.of()).last()).isInstanceOf(IllegalStateException.class);
    }
}
