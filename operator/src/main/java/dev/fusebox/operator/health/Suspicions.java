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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What all reporters of one epoch together say about its members. A member that was cut off accuses everybody once it is heard again;
 * therefore an accusation counts only if its reporter is not itself accused by more than the accused.
 */
final class Suspicions {
    private final Map<String, Map<String, MemberReport>> bySubject = new TreeMap<>();
    private final Map<String, Set<String>> blind = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();

    private final GroupEpoch groupEpoch;
    private final Collection<String> reporters;
    private final AgentBook book;

    Suspicions(GroupEpoch groupEpoch, Collection<String> reporters, AgentBook book) {
        this.groupEpoch = groupEpoch;
        this.reporters = reporters;
        this.book = book;
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
            Map<String, MemberReport> counted = new HashMap<>(reports);
            counted.entrySet().removeIf(e -> !counts(e.getKey(), subject, e.getValue()));
            if (!counted.isEmpty()) {
                all.add(summary(subject, counted));
            }
        });
        return all;
    }

    /** Verdicts are weighed against verdicts, for whoever only heard of a vote repeats it; a member's word about itself always counts. */
    private boolean counts(String reporter, String subject, MemberReport report) {
        boolean verdict = report.getState() == State.FAILED;
        return reporter.equals(subject)
                || (verdict
                        ? convictorsOf(reporter) <= convictorsOf(subject)
                        : accusersOf(reporter) <= accusersOf(subject));
    }

    /** Those whom only members accuse that are themselves accused by more. */
    Set<String> discredited() {
        Set<String> convicted =
                all().stream().filter(Suspicion::convicted).map(Suspicion::uid).collect(Collectors.toSet());
        return bySubject.keySet().stream()
                .filter(s -> convictorsOf(s) > 0 && !convicted.contains(s))
                .collect(Collectors.toSet());
    }

    Map<String, List<String>> blindLinks() {
        Map<String, List<String>> links = new TreeMap<>();
        blind.forEach((subject, observers) -> links.put(subject, List.copyOf(observers)));
        return links;
    }

    List<String> missing() {
        return List.copyOf(missing);
    }

    private long convictorsOf(String member) {
        return bySubject.getOrDefault(member, Map.of()).values().stream()
                .filter(r -> r.getState() == State.FAILED)
                .count();
    }

    private int accusersOf(String reporter) {
        return bySubject.getOrDefault(reporter, Map.of()).size();
    }

    private Suspicion summary(String subject, Map<String, MemberReport> counted) {
        Collection<MemberReport> reports = counted.values();
        String verdict = verdict(subject, counted);
        return new Suspicion(
                subject,
                verdict,
                reports.stream().mapToInt(MemberReport::getVotes).max().orElse(0),
                reports.stream().mapToInt(MemberReport::getObservers).max().orElse(0),
                reports.stream().mapToInt(MemberReport::getLevelMilli).max().orElse(0),
                reports.stream().filter(r -> r.getState() == State.FAILED).allMatch(MemberReport::getUncorroborated),
                votes(subject),
                counted.keySet());
    }

    /** What an application is like only its own agent knows: a peer's word about that hides no verdict of peers. */
    private static String verdict(String subject, Map<String, MemberReport> counted) {
        boolean byItself = Optional.ofNullable(counted.get(subject))
                .filter(r -> r.getState() == State.FAILED && r.getVerdict() == VerdictKind.APPLICATION_FAILED)
                .isPresent();
        List<String> names = counted.values().stream()
                .filter(r -> r.getState() == State.FAILED)
                .map(r -> name(r.getVerdict()))
                .distinct()
                .sorted()
                .toList();
        String application = name(VerdictKind.APPLICATION_FAILED);
        return names.stream()
                .filter(n -> byItself == n.equals(application))
                .findFirst()
                .or(() -> names.stream().findFirst())
                .orElse(Suspicion.SUSPECTED);
    }

    private List<Suspicion.Vote> votes(String subject) {
        return reporters.stream()
                .sorted()
                .flatMap(observer -> book.vote(observer, groupEpoch, subject).stream())
                .map(e -> new Suspicion.Vote(
                        e.getObserver(), e.getVote().getWeight(), e.getVote().getLevelMilli()))
                .toList();
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
