package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.PodFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The open cases of one group. A verdict opens one case; it is closed when the member is back (Recovered), its pod is gone or ending
 * (Gone), or after 10 min. Not thread-safe; time is an argument.
 */
final class Cases {
    static final long LONGEST_NANOS = 600_000_000_000L;
    static final int MAX_OPEN = 32;

    /** As many as may observe one member, and as many as a status may name. */
    static final int MAX_VOTERS = 16;

    private final Map<String, Case> open = new TreeMap<>();
    private final Set<String> settled = new HashSet<>();
    private Set<String> suspected = Set.of();
    private long epoch;

    Cases(Collection<Case> stored) {
        stored.stream().limit(MAX_OPEN).forEach(c -> open.put(c.uid(), c));
    }

    List<Case> open() {
        return List.copyOf(open.values());
    }

    /**
     * Takes back what was opened on the word of members that turned out to be those cut off: both sides of a partition accuse each other,
     * and the smaller one may be heard first.
     */
    void discredit(long currentEpoch, Set<String> subjects) {
        open.values().removeIf(c -> c.epoch() == currentEpoch && subjects.contains(c.uid()));
    }

    /**
     * Opens and closes.
     *
     * @param suspicions of the current epoch; older evidence is void
     * @param back members that hold the current epoch, which is intact
     */
    List<Happening> update(
            long currentEpoch,
            List<Suspicion> suspicions,
            Set<String> back,
            Map<String, PodFact> pods,
            long nowNanos,
            Instant now) {
        if (currentEpoch != epoch) {
            epoch = currentEpoch;
            settled.clear();
        }
        List<Happening> happenings = new ArrayList<>();
        Set<String> convicted = new HashSet<>();
        Set<String> doubted = new HashSet<>();
        for (Suspicion suspicion : suspicions) {
            Optional<PodFact> pod =
                    Optional.ofNullable(pods.get(suspicion.uid())).filter(PodFact::live);
            if (pod.isEmpty()) {
                continue;
            }
            if (suspicion.convicted()) {
                convicted.add(suspicion.uid());
                open(suspicion, pod.get(), suspicions, pods, nowNanos, now).ifPresent(happenings::add);
            } else {
                doubted.add(suspicion.uid());
                if (!suspected.contains(suspicion.uid())) {
                    happenings.add(new Happening.Suspected(pod.get().name()));
                }
            }
        }
        suspected = Set.copyOf(doubted);
        for (Case standing : open()) {
            boolean gone = Optional.ofNullable(pods.get(standing.uid()))
                    .filter(PodFact::live)
                    .isEmpty();
            boolean returned = back.contains(standing.uid()) && !convicted.contains(standing.uid());
            if (gone || returned || nowNanos - standing.openedNanos() >= LONGEST_NANOS) {
                open.remove(standing.uid());
                settled.add(standing.uid());
            }
            if (returned && !gone) {
                happenings.add(new Happening.Recovered(standing));
                settled.remove(standing.uid());
            }
        }
        return happenings;
    }

    private Optional<Happening> open(
            Suspicion suspicion,
            PodFact pod,
            List<Suspicion> suspicions,
            Map<String, PodFact> pods,
            long nowNanos,
            Instant now) {
        Case standing = open.get(suspicion.uid());
        if (standing != null && standing.epoch() == epoch) {
            // Reports of one verdict come one after the other; the case is frozen when its epoch ends.
            open.put(
                    suspicion.uid(),
                    standing.with(
                            standing.uncorroborated() && suspicion.uncorroborated(),
                            voters(suspicion, pods, suspicions)));
        }
        if (standing != null || settled.contains(suspicion.uid()) || open.size() >= MAX_OPEN) {
            return Optional.empty();
        }
        Case opened = new Case(
                suspicion.uid(),
                pod.name(),
                pod.node(),
                suspicion.verdict(),
                suspicion.votes(),
                suspicion.observers(),
                suspicion.levelMilli(),
                epoch,
                nowNanos,
                now,
                suspicion.uncorroborated(),
                voters(suspicion, pods, suspicions));
        open.put(suspicion.uid(), opened);
        return Optional.of(new Happening.Failed(opened));
    }

    private static List<Voter> voters(Suspicion suspicion, Map<String, PodFact> pods, List<Suspicion> suspicions) {
        Set<String> accused = suspicions.stream().map(Suspicion::uid).collect(Collectors.toSet());
        return suspicion.standing().stream()
                .flatMap(vote -> Optional.ofNullable(pods.get(vote.observer())).stream()
                        .map(observer -> new Voter(
                                vote.observer(),
                                observer.node(),
                                observer.zone(),
                                vote.weight(),
                                vote.levelMilli(),
                                accused.contains(vote.observer()))))
                .limit(MAX_VOTERS)
                .toList();
    }
}
