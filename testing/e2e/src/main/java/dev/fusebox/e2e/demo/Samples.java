package dev.fusebox.e2e.demo;

import dev.fusebox.e2e.command.CommandFailure;
import dev.fusebox.e2e.trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Raw samples as CSV: one line per run and survivor. */
final class Samples {
    private static final String HEADER =
            "fault,run,epoch,victim,survivor,notices,latency_ms,status_ms,own_stalls,other_burns";

    private Samples() {}

    static String csv(List<Outcome> outcomes) {
        StringJoiner lines = new StringJoiner("\n", HEADER + "\n", "\n");
        lines.setEmptyValue(HEADER + "\n");
        for (Outcome outcome : outcomes) {
            for (Outcome.Survivor survivor : outcome.survivors()) {
                lines.add(String.join(
                        ",",
                        outcome.fault().word(),
                        Integer.toString(outcome.run()),
                        Long.toString(outcome.epoch()),
                        outcome.victim(),
                        survivor.pod(),
                        Integer.toString(survivor.notices()),
                        shown(survivor.millis()),
                        shown(outcome.statusMillis()),
                        Long.toString(Math.round(outcome.ownStalls())),
                        Long.toString(outcome.otherBurns())));
            }
        }
        return lines.toString();
    }

    static void write(Path file, List<Outcome> outcomes) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, csv(outcomes));
        } catch (IOException unwritable) {
            throw new CommandFailure("--csv " + file + ": " + unwritable.getMessage(), unwritable);
        }
    }

    private static String shown(OptionalLong millis) {
        return millis.isPresent() ? Long.toString(millis.getAsLong()) : "";
    }
}
