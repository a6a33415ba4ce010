package dev.fusebox.lab.table;

import dev.fusebox.lab.BadInput;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab table}. */
@Command(
        name = "table",
        description =
                "Runs the rows of what the protocol must show, and prints a markdown table with the command per row.",
        mixinStandardHelpOptions = true)
public final class TableCommand implements Callable<Integer> {
    private static final int NOT_MET = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ROW", description = "Which rows; all if none is named. --list names them.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Names the rows, and runs nothing.")
    private boolean list;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Seeds per scenario, fewer for more than 32 members; 40 if not given.")
    private int seeds = 40;

    @Option(names = "--largest", paramLabel = "N", description = "Leaves out larger groups; 1000 if not given.")
    private int largest = 1_000;

    @Option(names = "--workers", paramLabel = "N", description = "Runs at a time; 2 if not given.")
    private int workers = 2;

    /** For picocli. */
    public TableCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            rows().forEach(row -> out.println(row.name() + "  " + row.scenario()));
            out.flush();
            return 0;
        }
        if (seeds < 1 || workers < 1 || largest < 2) {
            throw new BadInput("--seeds and --workers must be at least 1, --largest at least 2");
        }
        List<Row> chosen = chosen();
        PrintWriter err = spec.commandLine().getErr();
        boolean met = true;
        out.println("| scenario | bound | figure | met | command |");
        out.println("|---|---|---|---|---|");
        out.flush();
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            for (Row row : chosen) {
                Effort effort = new Effort(seeds, largest, pool, done -> {
                    err.println(row.name() + ": " + done);
                    err.flush();
                });
                Figure figure = row.measured().apply(effort);
                met &= figure.met();
                out.printf(
                        "| %s | %s | %s | %s | `./fusebox lab table %s --seeds %d --largest %d` |%n",
                        row.scenario(),
                        row.bound().isEmpty() ? "figure given" : row.bound(),
                        figure.text(),
                        row.bound().isEmpty() ? "" : figure.met() ? "yes" : "**no**",
                        row.name(),
                        seeds,
                        largest);
                out.flush();
            }
        }
        return met ? 0 : NOT_MET;
    }

    private List<Row> chosen() {
        List<Row> rows = rows();
        for (String name : names) {
            if (rows.stream().noneMatch(r -> r.name().equals(name))) {
                throw new BadInput("there is no row \"" + name + "\", only "
                        + String.join(", ", rows.stream().map(Row::name).toList()));
            }
        }
        return names.isEmpty()
                ? rows
                : rows.stream().filter(r -> names.contains(r.name())).toList();
    }

    private static List<Row> rows() {
        return Stream.of(DeathRows.rows(), LinkRows.rows(), LossRows.rows(), ConductRows.rows())
                .flatMap(List::stream)
                .toList();
    }
}
