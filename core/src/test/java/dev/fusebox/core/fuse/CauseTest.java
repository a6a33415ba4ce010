package dev.fusebox.core.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.MemberId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CauseTest {
    private static final MemberId ORIGIN = new MemberId("a");

    @Test
    void subjectsAndDetailAreCutNotRefused() {
        List<MemberId> many =
                IntStream.range(0, 40).mapToObj(i -> new MemberId("m" + i)).toList();
        Cause cause = Cause.of(Cause.Kind.NOT_FORMED, many, ORIGIN, "x".repeat(1_000));
        assertThat(cause.subjects()).isEqualTo(many.subList(0, 32));
        assertThat(cause.detail()).hasSize(256);
    }

    @Test
    void whatFitsStaysAsItIs() {
        Cause cause = Cause.of(Cause.Kind.SIGNAL, List.of(ORIGIN), ORIGIN, "y".repeat(256));
        assertThat(cause.subjects()).containsExactly(ORIGIN);
        assertThat(cause.detail()).isEqualTo("y".repeat(256));
        assertThat(cause.verdict()).isEmpty();
        assertThat(cause.uncorroborated()).isFalse();
    }
}
