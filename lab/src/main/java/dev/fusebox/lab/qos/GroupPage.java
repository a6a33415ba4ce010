package dev.fusebox.lab.qos;

import dev.fusebox.lab.qos.group.Found;
import dev.fusebox.lab.qos.group.GroupCurve;
import dev.fusebox.lab.qos.group.GroupFigure;
import dev.fusebox.lab.qos.metrics.Curve;
import dev.fusebox.lab.qos.metrics.Figure;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The page about what members of a group conclude, or are told. */
final class GroupPage {
    private static final String COMMON = """
            Eight members on eight nodes run the agent's own classes in the simulator, under the conditions of the pair level: the same links,
            and processes that stand still as a whole where a sender did. A crash is one of a random member at a random moment; nothing else is
            a failure: a pause of 2 s is none. Curves are detectors as a group can select them, by what a group can set: PhiAccrual's threshold
            (1, 4, 8, 16, 40) at three intervals, a timeout, or the interval. The large filled marker is the default. Grey: what one observer
            alone suspects, PhiAccrual each 200 ms, in mistakes per hour and pair.""";

    private GroupPage() {}

    /** The figures with their references have one more curve than those measured, the last. */
    static String of(Level level, List<GroupFigure> measured, List<Figure> withReference, String command) {
        Page page = new Page(
                level == Level.VERDICT ? "Verdicts: efficiency and accuracy" : "The fuse: efficiency and accuracy");
        page.paragraph(COMMON);
        page.paragraph(level == Level.VERDICT ? """
                          Here a verdict changes nothing (fate None). To the right: from a crash until a survivor has its verdict, the mean
                          over all survivors. Upwards: verdicts about members that had not failed, how long these stood, and how likely a
                          question of one member about another is answered wrongly.""" : """
                          Here a verdict burns the fuse (fate Notify) and the operator forms the next epoch. To the right: from a crash until
                          the last live member is told. Upwards: how often a group in which nothing failed is told of a burn, how long until
                          all its members are intact again, and how likely a healthy group is found without an intact fuse.""");
        page.madeBy(command, level.key() + ".csv");
        for (int i = 0; i < measured.size(); i++) {
            Figure figure = withReference.get(i);
            page.heading(figure.title());
            page.legend(figure.curves().stream().map(Curve::label).toList());
            page.charts(Arrays.stream(Dials.values())
                    .map(d -> d.thresholds(figure, level.words()))
                    .toList());
            table(page, level, measured.get(i));
        }
        return page.end();
    }

    private static void table(Page page, Level level, GroupFigure figure) {
        List<List<String>> rows = new ArrayList<>();
        for (GroupCurve group : figure.curves()) {
            for (int i = 0; i < group.found().size(); i++) {
                Quality q = group.curve().points().get(i);
                Found found = group.found().get(i);
                List<String> row = new ArrayList<>(PairPage.row(group.curve().label(), q));
                row.add(found.found() + " of " + found.causes());
                if (q.threshold() == group.curve().usual()) {
                    rows.add(row);
                }
            }
        }
        page.table(
                List.of(
                        "by default",
                        "set to",
                        "detection mean, ms",
                        "99 %, ms",
                        level.words().mistakes() + " / h",
                        "lasting, ms",
                        "query accuracy",
                        "failures found by all"),
                rows);
    }
}
