package dev.fusebox.lab.qos;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.qos.metrics.Figure;
import dev.fusebox.lab.replay.TraceReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Single observers: every detector over generated and given traces. */
record PairReport(Experiment experiment, List<Path> traces) {
    /** Runs it and writes the files; the page. */
    Path into(Folder folder, String command) {
        List<Figure> figures = new ArrayList<>();
        for (Path trace : traces) {
            figures.add(experiment.given(read(trace)));
        }
        figures.addAll(experiment.detectors());
        List<Figure> intervals = experiment.intervals();
        folder.write("qos.csv", Csv.pairs(figures));
        folder.write("intervals.csv", Csv.pairs(intervals));
        for (Figure figure : figures) {
            folder.write(
                    figure.key() + ".svg",
                    Dials.RATE
                            .thresholds(figure, Level.PAIR.words(), figure.shortTitle())
                            .file());
        }
        return folder.write("index.html", PairPage.of(figures, intervals, command));
    }

    private static Arrivals read(Path trace) {
        try (Reader in = Files.newBufferedReader(trace, StandardCharsets.UTF_8)) {
            String name = String.valueOf(trace.getFileName());
            return Arrivals.of(name, new TraceReader(in, trace.toString()));
        } catch (IOException unreadable) {
            throw new BadInput(trace + ": cannot be read: " + unreadable.getMessage());
        }
    }
}
