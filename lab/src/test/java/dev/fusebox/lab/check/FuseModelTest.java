package dev.fusebox.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fuse's own classes, within bounds that leave the ordinary tests quick; {@code ./fusebox lab check} goes further. */
class FuseModelTest {
    @ParameterizedTest
    @CsvSource({
        "2, false, 1", // everything that can happen to two while they form
        "2, true, 2", // two faults at once in a formed pair
        "3, true, 1", // one in a formed three
        "3, false, 0", // three that form, with every message late or lost
    })
    void noRuleIsBrokenAndEveryoneIsTold(int members, boolean formed, int faults) {
        Bounds bounds = Bounds.of(members, formed, faults);
        FuseModel model = new FuseModel(bounds, new RealBook(Groups.rosters(bounds)));
        Findings found = new Search(model, 1_000_000, states -> {}).run();
        assertThat(found.violation()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(found.unsettled())
                .as("states in which somebody is yet to be told")
                .isGreaterThan(100);
    }

    @Test
    void aStateIsTheSameAfterItWasPacked() {
        World w = new World(4);
        for (int i = 0; i < 4; i++) {
            w.up[i] = i % 2 == 0;
            w.book[i] = 1_000 * i + 65;
            w.disk[i] = 60_000 + i;
            w.told[i] = i;
            w.late[i] = i % 2 == 1;
            w.doubts[i] = 7 - i;
            w.life[i] = 1 + i;
            w.counter[i] = 4 - i;
            for (int j = 0; j < i; j++) {
                w.queue[i][j] = 256 * i + j;
                w.greeted[i][j] = 63 - i;
                w.burns[j][i] = i % 4;
                w.cut(i, j, (i + j) % 2 == 0);
            }
        }
        w.used[5] = 3;
        w.doomed = 2;
        w.innocent = false;
        char[] packed = w.pack();
        assertThat(World.unpack(packed, 4).pack()).isEqualTo(packed);
        assertThat(World.unpack(packed, 4)).usingRecursiveComparison().isEqualTo(w);
    }

    @Test
    void theCommandSaysHowMuchItSaw() {
        CommandRun run = CommandRun.of("", "check", "--members", "2", "--faults", "1", "--from", "formed");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .matches("formed group, 2 members, .*:\\R\\d+ states, \\d+ transitions, depth \\d+, [0-9.]+ s\\R"
                        + "no rule broken; from each of \\d+ states in which somebody is told, everybody is\\R");
        CommandRun json = CommandRun.of("", "check", "--members", "2", "--faults", "0", "--from", "formed", "--json");
        assertThat(json.out()).contains("\"states\":", "\"transitions\":", "\"depth\":", "\"complete\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "--members, 5, '--members must be 2 to 4, not 5'",
        "--crashes, 4, '--crashes must be 0 to 3, not 4'",
        "--in-flight, 0, '--in-flight must be 1 to 6, not 0'",
    })
    void aBoundOutOfRangeIsRefused(String option, String value, String line) {
        CommandRun run = CommandRun.of("", "check", "--from", "formed", option, value);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().trim()).isEqualTo("./fusebox lab check: " + line);
    }

    @Test
    void aBeginningThatThereIsNotIsRefused() {
        CommandRun run = CommandRun.of("", "check", "--from", "middle");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().trim()).isEqualTo("./fusebox lab check: --from must be formed or beginning, not middle");
    }

    @Test
    void aLaterEpochBesideAnEarlierOne() {
        Bounds bounds = new Bounds(2, 2, true, 2, 1, 0, 1, 0, 0, 0, 1);
        Findings found =
                new Search(new FuseModel(bounds, new RealBook(Groups.rosters(bounds))), 1_000_000, states -> {}).run();
        assertThat(found.violation()).isEmpty();
        assertThat(found.complete()).isTrue();
    }
}
