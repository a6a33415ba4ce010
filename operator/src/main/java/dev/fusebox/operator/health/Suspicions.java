package dev.fusebox.operator.health;

import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.MemberReport;
import dev.fusebox.proto.v1.MemberReport.State;
import dev.fusebox.proto.v1.VerdictKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all reporters of one epoch together say about its members. A member that was cut off accuses everybody once it is heard again;
 * therefore an accusation counts only if its reporter is not itself accused by more than the accused.
 */
final class Suspicions {
    private final Map<String, Map<String, MemberReport>> bySubject = new TreeMap<>();
    private final Map<String, Set<String>> blind = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();

    Suspicions(GroupEpoch groupEpoch, Collection<String> reporters, AgentBook book) {
        for (String reporter : reporters) {
            for (MemberReport report : book.members(reporter)) {
                if (report.getGroupEpoch().equals(groupEpoch) && reporters.contains(report.getSubject())) {
                    take(reporter, report);
                }
            }
        }
    }

    private void take(String reporter, MemberReport report) {
        State state = report.getState();
        if (state == State.SUSPECTED || state == State.FAILED) {
            bySubject.computeIfAbsent(report.getSubject(), s -> new HashMap<>()).put(reporter, report);
        } else if (state == State.MISSING) {
            missing.add(report.getSubject());
        }
        if (report.getBlindObserversCount() > 0) {
            blind.computeIfAbsent(report.getSubject(), s -> new TreeSet<>()).addAll(report.getBlindObserversList());
        }
    }

    List<Suspicion> all() {
        List<Suspicion> all = new ArrayList<>();
        bySubject.forEach((subject, reports) -> {
            int accusers = reports.size();
            List<MemberReport> counted = reports.entrySet().stream()
                    .filter(e ->
                            accusersOf(e.getKey()) <= accusers || e.getKey().equals(subject))
                    .map(Map.Entry::getValue)
                    .toList();
            if (!counted.isEmpty()) {
                all.add(summary(subject, counted));
            }
        });
        return all;
    }

    Map<String, List<String>> blindLinks() {
        Map<String, List<String>> links = new TreeMap<>();
        blind.forEach((subject, observers) -> links.put(subject, List.copyOf(observers)));
        return links;
    }

    List<String> missing() {
        return List.copyOf(missing);
    }

    private int accusersOf(String reporter) {
        return bySubject.getOrDefault(reporter, Map.of()).size();
    }

    private static Suspicion summary(String subject, List<MemberReport> reports) {
        String verdict = reports.stream()
                .filter(r -> r.getState() == State.FAILED)
                .map(r -> name(r.getVerdict()))
                .sorted()
                .findFirst()
                .orElse(Suspicion.SUSPECTED);
        return new Suspicion(
                subject,
                verdict,
                reports.stream().mapToInt(MemberReport::getVotes).max().orElse(0),
                reports.stream().mapToInt(MemberReport::getObservers).max().orElse(0),
                reports.stream().mapToInt(MemberReport::getLevelMilli).max().orElse(0));
    }

    static String name(VerdictKind verdict) {
        return switch (verdict) {
            case LEFT -> "Left";
            case APPLICATION_FAILED -> "ApplicationFailed";
            case REPORTED -> "Reported";
            case LINK_DEGRADED -> "LinkDegraded";
            case UNREACHABLE -> "Unreachable";
            case ISOLATED -> "Isolated";
            case VERDICT_UNSPECIFIED, UNRECOGNIZED -> "Unknown";
        };
    }
}
