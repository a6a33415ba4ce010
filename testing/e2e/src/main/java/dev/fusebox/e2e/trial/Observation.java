package dev.fusebox.e2e.trial;

import dev.fusebox.e2e.observe.SampleLog;
import java.util.List;

/**
 * What came out of a trial, and the lines it was made of.
 *
 * @param logs of the survivors' applications, from shortly before the fault
 */
public record Observation(Outcome outcome, List<SampleLog> logs) {
    public Observation {
        logs = List.copyOf(logs);
    }
}
