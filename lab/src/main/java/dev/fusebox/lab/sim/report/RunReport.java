package dev.fusebox.lab.sim.report;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of one run; names and order as the JSON has them. Times are milliseconds from the fault's {@code at}.
 *
 * @param hash over everything that happened; equal seeds, equal hashes
 * @param events how many things happened
 */
public record RunReport(
        long seed,
        String hash,
        long events,
        List<FaultReport> faults,
        Verdicts verdicts,
        Burns burns,
        int flaps,
        List<Cut> cuts,
        List<BadLink> links,
        Traffic traffic,
        Final outcome,
        List<String> invariantsViolated) {

    /** What one fault led to. */
    public record FaultReport(
            int index,
            String kind,
            List<String> members,
            Optional<Double> firstSuspicionMillis,
            Optional<Double> firstVerdictMillis,
            NoticeTimes notice) {}

    /** When applications were told, and how many live ones never were. */
    public record NoticeTimes(Optional<Double> p50, Optional<Double> p99, Optional<Double> last, int missing) {}

    /** Verdicts that are failures, by the ground truth at their time; of partitions, the smaller sides are faulty. */
    public record Verdicts(int aboutFaulty, int healthyAboutHealthy, int faultyAboutHealthy) {}

    /** Members that had to be told of burns and were, one for each burn. */
    public record Burns(int expected, int told, int liveNotTold, int toldTwice, int withoutCause) {}

    /** One reported set, and by how many members. */
    public record Cut(List<String> members, int seenBy) {}

    /** A link that was named bad: {@code from} does not hear {@code to}. */
    public record BadLink(String from, String to) {}

    /** What members send, from the fifth second on. */
    public record Traffic(
            double messagesPerMemberPerSecond,
            double bytesPerMemberPerSecond,
            double maxBytesPerMemberPerSecond,
            double wakeUpsPerMemberPerSecond) {}

    /** How it ends: live members outside the roster in force, dead ones inside. */
    public record Final(List<String> healthyRemoved, List<String> faultyKept) {}
}
