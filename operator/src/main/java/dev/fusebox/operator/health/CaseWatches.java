package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.proto.v1.CaseWatch;
import dev.fusebox.proto.v1.OperatorMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who goes on probing the subjects of open cases: those that voted against them. An agent's list is over all its groups, and is sent
 * when it changes or its stream is new. Not thread-safe.
 */
public final class CaseWatches {
    private final Map<String, CaseWatch> sent = new HashMap<>();
    private final Map<String, List<Case>> byGroup = new HashMap<>();

    /** The open cases of that group now; none if the group is gone. */
    public void cases(String group, List<Case> open) {
        if (open.isEmpty()) {
            byGroup.remove(group);
        } else {
            byGroup.put(group, List.copyOf(open));
        }
    }

    /** What was sent to that agent is lost with its stream. */
    public void reattached(String uid) {
        sent.remove(uid);
    }

    /** Its pod is gone. */
    public void forget(String uid) {
        sent.remove(uid);
    }

    /**
     * What is to be sent now.
     *
     * @param pods by UID
     * @param attached which agents can be told
     */
    public List<Push> due(Function<String, Optional<PodFact>> pods, Predicate<String> attached) {
        Map<String, CaseWatch.Builder> wanted = new TreeMap<>();
        Set<String> named = new HashSet<>();
        for (List<Case> open : byGroup.values()) {
            for (Case one : open) {
                Optional<PodFact> subject =
                        pods.apply(one.uid()).filter(p -> !p.address().isEmpty());
                subject.ifPresent(pod -> one.voters().stream()
                        .map(Voter::uid)
                        .filter(voter -> attached.test(voter) && named.add(voter + " " + one.uid()))
                        .forEach(voter -> add(wanted.computeIfAbsent(voter, v -> CaseWatch.newBuilder()), pod)));
            }
        }
        List<Push> due = new ArrayList<>();
        Set<String> told = new HashSet<>(sent.keySet());
        told.addAll(wanted.keySet());
        for (String uid : told) {
            CaseWatch now = wanted.getOrDefault(uid, CaseWatch.newBuilder()).build();
            if (attached.test(uid) && !now.equals(sent.getOrDefault(uid, CaseWatch.getDefaultInstance()))) {
                sent.put(uid, now);
                due.add(new Push(uid, OperatorMessage.newBuilder().setCases(now).build()));
            }
        }
        return due;
    }

    private static void add(CaseWatch.Builder watch, PodFact pod) {
        if (watch.getSubjectsCount() < Cases.MAX_OPEN) {
            watch.addSubjects(
                    CaseWatch.Subject.newBuilder().setMember(pod.uid()).setAddress(pod.peerAddress()));
        }
    }
}
