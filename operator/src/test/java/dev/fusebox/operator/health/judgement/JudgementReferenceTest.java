package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for people lists what the code gives: every reason, in its order, with its meaning. */
class JudgementReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/judgement.md");

    @Test
    void everyReasonHasItsRowAndNoRowIsLeftOver() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| `[A-Z]\\w+` \\| (holds|blocks) \\|.*"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(RuleReason.values())
                        .map(JudgementReferenceTest::row)
                        .toList());
    }

    private static String row(RuleReason reason) {
        return "| `" + reason.text() + "` | " + (reason.holds() ? "holds" : "blocks") + " | " + reason.meaning() + " |";
    }
}
