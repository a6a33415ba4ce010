package dev.fusebox.e2e.demo;

import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.observe.Percentiles;
import dev.fusebox.e2e.trial.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A series of runs as a table, one row per fault. Latencies are those of runs without an own stall of an agent. */
final class Table {
    private static final String ROW = "%-6s %5s %10s %11s %8s %8s %8s %11s %12s %11s%n";

    private final List<Outcome> outcomes;

    Table(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                ROW,
                "fault",
                "runs",
                "told once",
                "with stall",
                "p50 ms",
                "p90 ms",
                "last ms",
                "status p50",
                "status last",
                "other burns"));
        outcomes.stream().map(Outcome::fault).distinct().forEach(fault -> text.append(row(fault)));
        return text.toString();
    }

    private String row(FaultKind fault) {
        List<Outcome> runs =
                outcomes.stream().filter(outcome -> outcome.fault() == fault).toList();
        List<Outcome> counted =
                runs.stream().filter(outcome -> !outcome.hadOwnStall()).toList();
        Percentiles notices = Percentiles.of(
                counted.stream().flatMap(outcome -> outcome.millis().stream()).toList());
        Percentiles status = Percentiles.of(counted.stream()
                .map(Outcome::statusMillis)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList());
        long toldOnce = runs.stream().filter(Outcome::allToldOnce).count();
        return String.format(
                Locale.ROOT,
                ROW,
                fault.word(),
                runs.size(),
                toldOnce + "/" + runs.size(),
                runs.size() - counted.size(),
                shown(notices, 50),
                shown(notices, 90),
                shown(notices, 100),
                shown(status, 50),
                shown(status, 100),
                runs.stream().mapToLong(Outcome::otherBurns).sum());
    }

    private static String shown(Percentiles values, int percent) {
        return values.isEmpty() ? "-" : Long.toString(values.at(percent));
    }
}
