package dev.fusebox.lab.table;

import dev.fusebox.lab.sim.Run;
import dev.fusebox.lab.sim.report.RunReport;
import dev.fusebox.lab.sim.scenario.Scenario;
import dev.fusebox.lab.sim.scenario.ScenarioFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * How much is run: so many seeds of each scenario, fewer of large groups, and groups up to a size.
 *
 * @param largest groups with more members are left out
 * @param workers runs the seeds
 * @param progress hears of each scenario that is done
 */
record Effort(int seeds, int largest, ExecutorService workers, Consumer<String> progress) {
    /** The default, which these scenarios keep. */
    private static final long HEARTBEAT_INTERVAL_MILLISECONDS = 200;

    /** Groups up to this size are run with every seed. */
    private static final int FULL_EFFORT_SIZE = 32;

    /** Which of these sizes are run. */
    List<Integer> sizes(Integer... sizes) {
        return List.of(sizes).stream().filter(n -> n <= largest).toList();
    }

    /** So many seeds for a group of that size: what one run costs grows with it. */
    int seeds(int members) {
        return Math.max(1, seeds * FULL_EFFORT_SIZE / Math.max(FULL_EFFORT_SIZE, members));
    }

    /** Runs a scenario with as many seeds as its size allows. */
    Outcome run(String yaml) {
        return run(yaml, seeds(ScenarioFile.parse("table", yaml).members()));
    }

    /** Runs a scenario with so many seeds, from 1 on. */
    Outcome run(String yaml, int howMany) {
        Scenario scenario = ScenarioFile.parse("table", yaml);
        return run(howMany, seed -> scenario);
    }

    /**
     * Runs a scenario with so many seeds, from 1 on; what happens in it comes at all phases of the heartbeats alike.
     *
     * @param yaml takes the time at which it happens, about 10 s
     */
    Outcome runAtAllPhases(Function<String, String> yaml, int howMany) {
        return run(howMany, seed -> {
            long phaseMilliseconds = (2 * seed - 1) * HEARTBEAT_INTERVAL_MILLISECONDS / (2L * howMany);
            return ScenarioFile.parse("table", yaml.apply(10_000 + phaseMilliseconds + "ms"));
        });
    }

    private Outcome run(int howMany, LongFunction<Scenario> ofSeed) {
        List<Future<RunReport>> runs = new ArrayList<>();
        for (long seed = 1; seed <= howMany; seed++) {
            long s = seed;
            runs.add(workers.submit(() -> Run.of(ofSeed.apply(s), s)));
        }
        List<RunReport> reports = new ArrayList<>();
        for (Future<RunReport> run : runs) {
            try {
                reports.add(run.get());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
        progress.accept(ofSeed.apply(1).members() + " members, " + howMany + " seeds");
        return new Outcome(reports);
    }
}
