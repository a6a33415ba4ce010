package dev.fusebox.operator.status;

import static dev.fusebox.operator.status.Groups.CASE;
import static dev.fusebox.operator.status.Groups.restart;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.Happening;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/status.md says what every condition, reason and event means, and names none that does not exist. */
class DocumentedTest {
    /** kubernetes.md section 1. */
    private static final List<String> EVENTS = List.of(
            "MemberSuspected",
            "MemberUnreachable",
            "MemberRecovered",
            "MemberLeft",
            "LinkDegraded",
            "FuseBurnt",
            "GroupReformed",
            "ActionPlanned",
            "ActionTaken",
            "ActionSkipped",
            "DryRunAction",
            "NodeCordoned",
            "NodeUncordoned",
            "BudgetExhausted",
            "StormStarted",
            "ReporterQuarantined");

    private static String section(String title) throws IOException {
        String page = Files.readString(Path.of("../docs/reference/status.md"));
        int from = page.indexOf("## " + title + "\n");
        int to = page.indexOf("\n## ", from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    private static Set<String> words(String section) {
        return Arrays.stream(section.split("[^A-Za-z]+")).collect(Collectors.toSet());
    }

    @Test
    void everyReasonThatTheOperatorUsesIsInTheTable() throws IOException, IllegalAccessException {
        List<String> reasons = new ArrayList<>();
        for (Field constant : Reason.class.getDeclaredFields()) {
            if (constant.getType() == String.class) {
                reasons.add((String) constant.get(null));
            }
        }
        assertThat(reasons).hasSizeGreaterThan(30);
        assertThat(words(section("Conditions"))).containsAll(reasons);
    }

    @Test
    void everyEventIsInTheTableAndNoOther() throws IOException {
        List<String> rows = section("Events")
                .lines()
                .filter(line -> line.matches("\\| [A-Z][A-Za-z]+ \\| (Warning|Normal) .*"))
                .map(line -> line.substring(2, line.indexOf(' ', 2)))
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(EVENTS);
    }

    @Test
    void whatHappensHasADocumentedReasonAndType() throws IOException {
        List<Happening> all = List.of(
                new Happening.Suspected("p"),
                new Happening.Failed(CASE),
                new Happening.Recovered(CASE),
                new Happening.Left("p"),
                new Happening.ActionPlanned(restart("a"), ""),
                new Happening.ActionTaken(restart("a"), "Obeyed", ""),
                new Happening.ActionSkipped(restart("a"), "NoQuorum", ""),
                new Happening.DryRun(restart("a")),
                new Happening.NodeCordoned("n", "u", ""),
                new Happening.NodeUncordoned("n", "u", ""),
                new Happening.ReporterQuarantined("p", ""));
        assertThat(all).hasSize(Happening.class.getPermittedSubclasses().length);
        String table = section("Events");
        assertThat(all).allSatisfy(happening -> {
            GroupEvent event = Transitions.of(happening);
            assertThat(table).contains("| " + event.reason() + " | " + (event.warning() ? "Warning" : "Normal") + " |");
        });
    }
}
