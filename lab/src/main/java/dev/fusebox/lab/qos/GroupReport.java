package dev.fusebox.lab.qos;

import dev.fusebox.lab.qos.group.GroupExperiment;
import dev.fusebox.lab.qos.group.GroupFigure;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole groups, at the level of verdicts or of the fuse.
 *
 * @param pairs what single observers suspect, for comparison
 */
record GroupReport(Level level, GroupExperiment experiment, Experiment pairs) {
    /** Runs it and writes the files; the page. */
    Path into(Folder folder, String command) {
        List<GroupFigure> measured = experiment.figures();
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            Figure figure = measured.get(i).figure();
            List<Curve> curves = new ArrayList<>(figure.curves());
            curves.add(pairs.oneObserver(experiment.conditions().get(i)));
            figures.add(new Figure(figure.key(), figure.title(), curves));
        }
        folder.write(level.key() + ".csv", Csv.groups(level, measured));
        for (Figure figure : figures) {
            folder.write(
                    level.key() + "-" + figure.key() + ".svg",
                    Dials.RATE
                            .thresholds(figure, level.words(), figure.shortTitle())
                            .file());
        }
        return folder.write(level.key() + ".html", GroupPage.of(level, measured, figures, command));
    }
}
