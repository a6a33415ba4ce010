package dev.fusebox.e2e.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.e2e.cluster.Effect;
import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.cluster.SampleWorkload;
import dev.fusebox.e2e.command.Command;
import dev.fusebox.e2e.trial.Observation;
import dev.fusebox.e2e.trial.Scene;
import dev.fusebox.e2e.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        try {
            Effect effect = trial.inject(scene);
            trial.hold(effect);
            Observation seen = trial.collect(scene, effect, 1);
            trial.restore(scene, effect, seen);
        } finally {
            watching.destroy();
        }

        List<String> lines;
        try (var output = watching.inputReader(StandardCharsets.UTF_8)) {
            lines = output.lines().toList();
        } catch (UncheckedIOException ended) {
            throw ended.getCause();
        }
        System.out.println(String.join("\n", lines));
        long epoch = scene.epoch();
        assertThat(transitions(lines))
                .containsExactly(
                        "Intact " + epoch, "Burnt " + epoch, "Forming " + (epoch + 1), "Intact " + (epoch + 1));
        assertThat(withoutAge(lines)).doesNotHaveDuplicates();
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
