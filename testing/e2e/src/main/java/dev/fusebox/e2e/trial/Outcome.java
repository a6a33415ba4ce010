package dev.fusebox.e2e.trial;

import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.observe.Percentiles;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one run showed.
 *
 * @param run from 1, in its series
 * @param epoch whose fuse should burn
 * @param victim a pod's or a node's name
 * @param survivors the members whose application ran on
 * @param statusMillis from the fault to the arrival of FuseIntact=False at a watcher; empty if it never came
 * @param ownStalls how often a survivor's agent found that it had stood still
 * @param otherBurns fuses of later epochs that burnt before the group was whole again
 */
public record Outcome(
        FaultKind fault,
        int run,
        long epoch,
        String victim,
        List<Survivor> survivors,
        OptionalLong statusMillis,
        double ownStalls,
        long otherBurns) {
    /**
     * @param pod its name
     * @param notices how often its application was told of the burn
     * @param millis from the fault to the first notice; empty if there was none
     */
    public record Survivor(String pod, int notices, OptionalLong millis) {}

    public Outcome {
        survivors = List.copyOf(survivors);
    }

    public long told() {
        return survivors.stream().filter(survivor -> survivor.notices() > 0).count();
    }

    public boolean allToldOnce() {
        return !survivors.isEmpty() && survivors.stream().allMatch(survivor -> survivor.notices() == 1);
    }

    public boolean hadOwnStall() {
        return ownStalls > 0;
    }

    public List<Long> millis() {
        return survivors.stream()
                .map(Survivor::millis)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
    }

    /** The line that ends a demo. */
    public String line() {
        Percentiles millis = Percentiles.of(millis());
        return "demo: " + told() + " of " + survivors.size() + " survivors told"
                + (millis.isEmpty() ? "" : ", p50 " + millis.at(50) + " ms, last " + millis.last() + " ms")
                + ", status " + (statusMillis.isPresent() ? statusMillis.getAsLong() + " ms" : "none");
    }
}
