package dev.fusebox.lab.sim.report;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** When each fault was suspected, judged, and told to the applications of the epoch that it met. */
public final class FaultTimes implements Watcher {
    private final GroundTruth truth;
    private final Fate fate;
    private final List<Record> records = new ArrayList<>();
    private final Map<Long, Map<Integer, Long>> told = new HashMap<>();
    private long epoch;
    private Set<Integer> roster = Set.of();

    private static final class Record {
        final Fault fault;
        final long epoch;
        final Set<Integer> survivors;
        long suspicionNanos = Long.MAX_VALUE;
        long verdictNanos = Long.MAX_VALUE;

        Record(Fault fault, long epoch, Set<Integer> survivors) {
            this.fault = fault;
            this.epoch = epoch;
            this.survivors = survivors;
        }

        boolean concerns(int member) {
            return fault.action().members().contains(member) || fault.action() instanceof Fault.Partition;
        }
    }

    /** Of a group with that fate. */
    public FaultTimes(GroundTruth truth, Fate fate) {
        this.truth = truth;
        this.fate = fate;
    }

    @Override
    public void rosterMade(long atNanos, Roster made) {
        epoch = made.groupEpoch().epoch();
        roster = new HashSet<>();
        made.members().forEach(m -> roster.add(Names.number(m.id())));
    }

    @Override
    public void faultBegan(long atNanos, Fault fault) {
        Set<Integer> survivors = new HashSet<>();
        for (int member : roster) {
            boolean stopped = stops(fault.action()) && fault.action().members().contains(member);
            if (truth.live(member) && !stopped) {
                survivors.add(member);
            }
        }
        records.add(new Record(fault, epoch, survivors));
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        switch (notice) {
            case Notice.MemberSuspected suspected -> {
                int subject = Names.number(suspected.subject());
                for (Record record : records) {
                    if (record.concerns(subject)) {
                        record.suspicionNanos = Math.min(record.suspicionNanos, atNanos);
                    }
                }
            }
            case Notice.MemberFailed failed -> {
                MemberId subject = failed.verdict().subject();
                boolean counts = failed.verdict().kind() != VerdictKind.LEFT;
                for (Record record : records) {
                    if (counts && record.concerns(Names.number(subject))) {
                        record.verdictNanos = Math.min(record.verdictNanos, atNanos);
                    }
                }
            }
            case Notice.FuseBurnt burnt ->
                told.computeIfAbsent(burnt.groupEpoch().epoch(), e -> new HashMap<>())
                        .putIfAbsent(member, atNanos);
            default -> {}
        }
    }

    /** One report for each fault that began, in the order of the file. */
    public List<RunReport.FaultReport> reports() {
        return records.stream()
                .sorted(java.util.Comparator.comparingInt(r -> r.fault.index()))
                .map(this::report)
                .toList();
    }

    private RunReport.FaultReport report(Record record) {
        long at = record.fault.atNanos();
        return new RunReport.FaultReport(
                record.fault.index(),
                record.fault.kind(),
                record.fault.action().members().stream().map(Names::name).toList(),
                since(record.suspicionNanos, at),
                since(record.verdictNanos, at),
                notice(record));
    }

    private RunReport.NoticeTimes notice(Record record) {
        Map<Integer, Long> when = told.getOrDefault(record.epoch, Map.of());
        boolean earlier = when.values().stream().anyMatch(t -> t < record.fault.atNanos());
        if (earlier || (when.isEmpty() && !mustBurn(record))) {
            return new RunReport.NoticeTimes(Optional.empty(), Optional.empty(), Optional.empty(), 0);
        }
        long[] times = record.survivors.stream()
                .filter(when::containsKey)
                .mapToLong(m -> when.getOrDefault(m, 0L) - record.fault.atNanos())
                .sorted()
                .toArray();
        int missing = (int) record.survivors.stream()
                .filter(m -> !when.containsKey(m) && truth.live(m))
                .count();
        return new RunReport.NoticeTimes(
                percentile(times, 0.50), percentile(times, 0.99), percentile(times, 1), missing);
    }

    private boolean mustBurn(Record record) {
        Fault.Action action = record.fault.action();
        return fate != Fate.NONE
                && !record.survivors.isEmpty()
                && (action instanceof Fault.Crash
                        || action instanceof Fault.Kill
                        || action instanceof Fault.Signal
                        || action instanceof Fault.Application);
    }

    private static boolean stops(Fault.Action action) {
        return action instanceof Fault.Crash
                || action instanceof Fault.Kill
                || action instanceof Fault.Restart
                || action instanceof Fault.Pause
                || action instanceof Fault.Blink
                || action instanceof Fault.Leave
                || action instanceof Fault.Starve;
    }

    /** Nearest rank. */
    static Optional<Double> percentile(long[] sortedNanos, double share) {
        if (sortedNanos.length == 0) {
            return Optional.empty();
        }
        int rank = (int) Math.ceil(share * sortedNanos.length);
        return Optional.of(millis(sortedNanos[Math.max(0, rank - 1)]));
    }

    private static Optional<Double> since(long nanos, long at) {
        return nanos == Long.MAX_VALUE ? Optional.empty() : Optional.of(millis(nanos - at));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }
}
