package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.Effect;
import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.command.Command;
import dev.fusebox.e2e.trial.Observation;
import dev.fusebox.e2e.trial.Scene;
import dev.fusebox.e2e.trial.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person sees who watches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TestCluster.class)
class KubectlWatchIT {
    private static final int MEMBERS = 3;

    private final TestGroup group;

    KubectlWatchIT(TestCluster.Ground ground) {
        this.group = new TestGroup(ground, "e2e-kubectl", MEMBERS);
    }

    @Test
    void eachTransitionOfTheFuseIsShownOnce() throws IOException {
        Trial trial = group.trial();
        Scene scene = trial.prepare(FaultKind.KILL, MEMBERS, 0, "");
        Process watching = kubectl("get", "fgrp", SampleWorkload.NAME, "--watch", "--no-headers");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = watching.inputReader(StandardCharsets.UTF_8)) {
            // The fault comes only when somebody watches.
            lines.add(Objects.requireNonNull(output.readLine(), "kubectl ended at once"));
            Effect effect = trial.inject(scene);
            trial.hold(effect);
            Observation seen = trial.collect(scene, effect, 1);
            trial.restore(scene, effect, seen);
            // With SIGTERM kubectl ends, and its output with it: what it had printed until then can still be read.
            watching.toHandle().destroy();
            output.lines().forEach(lines::add);
        } finally {
            watching.destroyForcibly();
        }

        System.out.println(String.join("\n", lines));
        long epoch = scene.epoch();
        assertThat(transitions(lines))
                .containsExactly(
                        "Intact " + epoch, "Burnt " + epoch, "Forming " + (epoch + 1), "Intact " + (epoch + 1));
        assertThat(repeated(withoutAge(lines))).isEmpty();
    }

    /** Fuse and epoch of the lines, consecutive equal ones as one. */
    private static List<String> transitions(List<String> lines) {
        List<String> transitions = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" +");
            String transition = words[1] + " " + words[2];
            if (transitions.isEmpty() || !transitions.getLast().equals(transition)) {
                transitions.add(transition);
            }
        }
        return transitions;
    }

    /** Lines that say the same as the one before. The same numbers may come back later: a member goes, another comes. */
    private static List<String> repeated(List<String> lines) {
        return IntStream.range(1, lines.size())
                .filter(i -> lines.get(i).equals(lines.get(i - 1)))
                .mapToObj(lines::get)
                .toList();
    }

    private static List<String> withoutAge(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(" +[0-9smhd]+ *$", ""))
                .toList();
    }

    private Process kubectl(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("kubectl", "--namespace", group.workload.namespace()));
        all.addAll(List.of(words));
        return new Command(all, group.ground.site().environment()).start();
    }

    @AfterAll
    void remove() {
        group.close();
    }
}
