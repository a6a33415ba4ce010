package dev.fusebox.lab.table;

import java.util.function.Function;

/**
 * One row of the table.
 *
 * @param name by which the command names it
 * @param scenario what is done
 * @param bound what must come of it; empty where a figure is only given
 * @param measured does it
 */
record Row(String name, String scenario, String bound, Function<Effort, Figure> measured) {
    /** A row whose scenarios are run one after the other. */
    static Row of(String name, String scenario, String bound, Function<Effort, Figure> measured) {
        return new Row(name, scenario, bound, measured);
    }
}
