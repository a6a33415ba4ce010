package dev.fusebox.lab.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.CommandRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableCommandTest {
    @Test
    void rows_have_names() {
        CommandRun run = CommandRun.of("", "table", "--list");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().map(l -> l.split(" ", 2)[0]))
                .contains(
                        "crash",
                        "kill",
                        "hang",
                        "deaf",
                        "partition",
                        "loss",
                        "blink",
                        "liars-accuse",
                        "churn",
                        "traffic")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_row_is_a_line_of_markdown_with_its_command() {
        CommandRun run = CommandRun.of("", "table", "kill", "--seeds", "2", "--largest", "5");

        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("| scenario | bound | figure | met | command |");
        assertThat(lines.get(2))
                .contains("| kill (refused), n = 3..32 | p50 <= 300 ms |", "n=3: 253 ms", "n=5: ")
                .contains("| yes | `./fusebox lab table kill --seeds 2 --largest 5` |")
                .doesNotContain("n=8");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("kill: 3 members, 2 seeds");
    }

    @Test
    void an_unknown_row_is_bad_input() {
        CommandRun run = CommandRun.of("", "table", "quell");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no row \"quell\", only crash, kill")
                .hasLineCount(1);
    }

    @Test
    void a_figure_out_of_its_bound_is_not_met() {
        Outcome nothing = new Outcome(List.of());

        assertThat(nothing.firstVerdict(0, 0.5)).isNaN();
        assertThat(nothing.firstVerdict(0, 0.5) <= 650).isFalse();
    }
}
