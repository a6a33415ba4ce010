package dev.fusebox.lab.qos.group;

import dev.fusebox.lab.qos.metrics.Figure;
import java.util.List;

/**
 * The curves of groups under some conditions.
 *
 * @param key in files
 * @param title for people
 */
public record GroupFigure(String key, String title, List<GroupCurve> curves) {
    public GroupFigure {
        curves = List.copyOf(curves);
    }

    /** Its curves alone. */
    public Figure figure() {
        return new Figure(key, title, curves.stream().map(GroupCurve::curve).toList());
    }
}
