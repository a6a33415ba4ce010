package dev.fusebox.lab.qos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void endsAreRoundAndHoldAllValues() {
        Scale scale = Scale.around(3.2, 870, 0, 100);
        assertThat(scale.low()).isEqualTo(2);
        assertThat(scale.high()).isCloseTo(1_000, within(1e-9));
    }

    @Test
    void equalFactorsAreEqualLengths() {
        Scale scale = new Scale(1, 1_000, 0, 300);
        assertThat(scale.at(1)).isZero();
        assertThat(scale.at(10)).isCloseTo(100, within(1e-9));
        assertThat(scale.at(1_000)).isCloseTo(300, within(1e-9));
        assertThat(scale.at(0.001)).isZero();
        assertThat(scale.at(1e9)).isCloseTo(300, within(1e-9));
    }

    @Test
    void manyDecadesHaveTheDecadesAlone() {
        assertThat(new Scale(1, 10, 0, 1).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0);
        assertThat(new Scale(1, 1e5, 0, 1).ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0);
    }

    @Test
    void aSingleValueIsEnough() {
        Scale scale = Scale.around(7, 7, 0, 10);
        assertThat(scale.at(7)).isBetween(0.0, 10.0);
    }
}
