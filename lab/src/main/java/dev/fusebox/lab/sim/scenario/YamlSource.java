package dev.fusebox.lab.sim.scenario;

import dev.fusebox.lab.BadInput;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Names the file and the line of everything that is wrong with it. */
record YamlSource(String file) {
    /** At that line, from 1. */
    BadInput wrong(int line, String expected) {
        return new BadInput(file + ":" + line + ": " + expected);
    }

    /** Where that node begins. */
    BadInput wrong(Node node, String expected) {
        return wrong(line(node), expected);
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
