package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Result;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the API server does not allow the operator: what it may not see, and what it was refused when it acted. Not thread-safe. */
final class MissingRights {
    private SortedSet<String> ofWatches = new TreeSet<>();
    private final Map<String, String> ofJobs = new HashMap<>();

    /** These, as verb and resource, are all that watches lack now. */
    void watches(Collection<String> missing) {
        ofWatches = new TreeSet<>(missing);
    }

    /** A job ended: what it was refused is missing until a job of its kind ends well. */
    void ended(Job job, Result result) {
        if (result.kind() == Result.Kind.FORBIDDEN) {
            ofJobs.put(kind(job), result.detail());
        } else if (result.kind() == Result.Kind.DONE) {
            ofJobs.remove(kind(job));
        }
    }

    /** What refused another leader says nothing of this one. */
    void newTerm() {
        ofJobs.clear();
    }

    /** What people are told, empty if nothing is missing. */
    Optional<RemediationView.Stall> stall() {
        SortedSet<String> all = new TreeSet<>(ofWatches);
        all.addAll(ofJobs.values());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new RemediationView.Stall(
                        RemediationView.Stall.Kind.RIGHTS_MISSING,
                        "the operator's service account may not " + String.join(", ", all)
                                + ": grant it, as the chart's roles do"));
    }

    private static String kind(Job job) {
        String name = job.getClass().getSimpleName();
        return job instanceof Job.Act act ? name + act.proposal().target() : name;
    }
}
