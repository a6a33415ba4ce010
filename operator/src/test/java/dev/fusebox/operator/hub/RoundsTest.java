package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final List<String> ALL =
            IntStream.range(0, 100).mapToObj(n -> "shop/g" + n).toList();

    private final Rounds rounds = new Rounds();

    @Test
    void eachGroupAtRestHasItsTurnOnceInARound() {
        ALL.forEach(key -> rounds.looked(key, true));

        assertThat(round()).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void aRestlessGroupIsLookedAtWithEveryTick() {
        rounds.looked("shop/g7", false);

        assertThat(round()).filteredOn("shop/g7"::equals).hasSize(Rounds.TICKS);
    }

    @Test
    void aGroupThatCameToRestIsNot() {
        rounds.looked("shop/g7", false);
        rounds.looked("shop/g7", true);

        assertThat(round()).filteredOn("shop/g7"::equals).hasSize(1);
    }

    @Test
    void aGroupOfThatNameThatComesLaterIsNotRestlessForTheOld() {
        rounds.looked("shop/g7", false);
        rounds.looked("shop/g8", false);

        rounds.forget("shop/g7");
        assertThat(round()).filteredOn("shop/g7"::equals).hasSize(1);

        rounds.forgetAll();
        assertThat(round()).filteredOn("shop/g8"::equals).hasSize(1);
    }

    @Test
    void casesAreJudgedWithEveryTickAndTheirAbsenceOncePerSecond() {
        int withCase = 0;
        int without = 0;
        for (int tick = 0; tick < Rounds.TICKS; tick++) {
            rounds.next(ALL);
            withCase += rounds.judges(true) ? 1 : 0;
            without += rounds.judges(false) ? 1 : 0;
        }

        assertThat(withCase).isEqualTo(Rounds.TICKS);
        assertThat(without).isEqualTo(Rounds.TICKS / Rounds.TICKS_WITHOUT_CASES);
    }

    private List<String> round() {
        List<String> looked = new ArrayList<>();
        for (int tick = 0; tick < Rounds.TICKS; tick++) {
            looked.addAll(rounds.next(ALL));
        }
        return looked;
    }
}
