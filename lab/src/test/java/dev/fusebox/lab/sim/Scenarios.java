package dev.fusebox.lab.sim;

import dev.fusebox.lab.sim.report.RunReport;
import dev.fusebox.lab.sim.report.Timeline;
import dev.fusebox.lab.sim.scenario.ScenarioFile;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Small scenarios of tests. */
final class Scenarios {
    private Scenarios() {}

    /** Runs the YAML with a seed. */
    static RunReport run(String yaml, long seed) {
        return Run.of(ScenarioFile.parse("test.yaml", yaml), seed);
    }

    /** What is told in such a run, line by line. */
    static String timeline(String yaml, long seed) {
        StringWriter text = new StringWriter();
        Run.of(ScenarioFile.parse("test.yaml", yaml), seed, new Timeline(new PrintWriter(text)));
        return text.toString();
    }
}
