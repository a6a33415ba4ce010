package dev.fusebox.lab.sim.report;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.watch.Bounds;
import dev.fusebox.lab.sim.watch.GroundTruth;
import dev.fusebox.lab.sim.watch.Names;
import dev.fusebox.lab.sim.watch.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts verdicts by what was really the case, flaps, reported sets, and links that were named bad. */
public final class VerdictTimes implements Watcher {
    private final GroundTruth truth;
    private final Bounds bounds;
    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Set<About> judged = new HashSet<>();
    private final Map<List<String>, Set<Integer>> cuts = new TreeMap<>(VerdictTimes::compare);
    private final TreeSet<String> links = new TreeSet<>();
    private final Map<Integer, Long> movedOn = new HashMap<>();
    private int aboutFaulty;
    private int healthyAboutHealthy;
    private int faultyAboutHealthy;
    private int flaps;

    private record About(int observer, int subject, Session session, long epoch) {}

    /** What comes within these bounds after a fault may come of it. */
    public VerdictTimes(GroundTruth truth, Bounds bounds) {
        this.truth = truth;
        this.bounds = bounds;
    }

    @Override
    public void started(long atNanos, int member, Session session) {
        sessions.put(member, session);
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        switch (notice) {
            case Notice.MemberFailed failed -> {
                if (failed.verdict().kind() != VerdictKind.LEFT) {
                    failed(atNanos, member, failed);
                }
            }
            case Notice.RosterAcknowledged acknowledged ->
                movedOn.merge(member, acknowledged.groupEpoch().epoch(), Math::max);
            case Notice.MembersReported reported -> {
                List<String> set = reported.subjects().stream()
                        .map(MemberId::value)
                        .sorted()
                        .toList();
                cuts.computeIfAbsent(set, s -> new HashSet<>()).add(member);
            }
            case Notice.LinkDegraded degraded ->
                degraded.blindObservers().forEach(o -> links.add(o + " " + degraded.subject()));
            default -> {}
        }
    }

    private void failed(long atNanos, int observer, Notice.MemberFailed failed) {
        int subject = Names.number(failed.verdict().subject());
        if (movedOn.getOrDefault(subject, 0L) > failed.groupEpoch().epoch()) {
            // In an epoch that has burnt, about somebody who has moved on to the next: neither right nor wrong.
            return;
        }
        boolean faultySubject = faulty(subject, atNanos);
        if (faultySubject) {
            aboutFaulty++;
        } else if (faulty(observer, atNanos)) {
            faultyAboutHealthy++;
        } else {
            healthyAboutHealthy++;
        }
        Session session = sessions.getOrDefault(subject, new Session(1, 0));
        if (!judged.add(
                new About(observer, subject, session, failed.groupEpoch().epoch()))) {
            flaps++;
        }
    }

    private boolean faulty(int member, long atNanos) {
        return truth.faulty(member, atNanos, bounds.promiseNanos());
    }

    public RunReport.Verdicts verdicts() {
        return new RunReport.Verdicts(aboutFaulty, healthyAboutHealthy, faultyAboutHealthy);
    }

    public int flaps() {
        return flaps;
    }

    public List<RunReport.Cut> cuts() {
        List<RunReport.Cut> found = new ArrayList<>();
        cuts.forEach((members, seenBy) -> found.add(new RunReport.Cut(members, seenBy.size())));
        return found;
    }

    public List<RunReport.BadLink> links() {
        return links.stream()
                .map(l -> l.split(" ", 2))
                .map(l -> new RunReport.BadLink(l[0], l[1]))
                .toList();
    }

    private static int compare(List<String> one, List<String> other) {
        return String.join(",", one).compareTo(String.join(",", other));
    }
}
