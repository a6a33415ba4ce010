package dev.fusebox.lab.cut;

import dev.fusebox.core.cut.ReportedSet;
import dev.fusebox.core.cut.Situation;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.cut.VerdictTable;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.EvidenceTable;
import dev.fusebox.core.suspect.Quorum;
import dev.fusebox.core.suspect.Tally;
import dev.fusebox.core.suspect.Tally.Count;
import dev.fusebox.core.time.Nanos;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A member that watches nobody, hears every vote at once and concludes what every member would: the verdict table over the evidence,
 * and the reported set. Each observer counts as a node of its own. It prints what is new after each line and each deadline.
 */
final class Onlooker {
    private static final GroupEpoch GROUP = new GroupEpoch("cut", 1);

    /** No line can name it. */
    private static final MemberId MYSELF = new MemberId("the onlooker");

    private static final long SUSPICION_TIMEOUT_NANOS = DetectionSettings.DEFAULTS.suspicionTimeoutNanos();

    private final Function<Set<MemberId>, Quorum> quorumOf;
    private final Consumer<String> out;
    private final EvidenceTable evidence = new EvidenceTable();
    private final ReportedSet reportedSet = new ReportedSet();
    private final Map<MemberId, Set<MemberId>> observers = new TreeMap<>();
    private final Map<MemberId, String> nodes = new HashMap<>();
    private final Set<MemberId> convicted = new TreeSet<>();
    private final Map<MemberId, Long> unansweredSinceNanos = new HashMap<>();
    private final Map<MemberId, Set<MemberId>> blindTold = new HashMap<>();
    private long sequence;
    private long nowNanos;
    private long nextDeadlineNanos = Nanos.NEVER;

    /** With the protocol's own quorum. */
    Onlooker(Consumer<String> out) {
        this.quorumOf = set -> Quorum.of(set, nodes());
        this.out = out;
    }

    /** With these marks, whatever the number of observers. */
    Onlooker(int high, int low, Consumer<String> out) {
        this.quorumOf = set -> new Quorum(set.size(), false, high, low);
        this.out = out;
    }

    void read(CutLine line) {
        switch (line) {
            case CutLine.Observers o -> {
                observers.put(o.subject(), o.observers());
                o.observers().forEach(observer -> nodes.put(observer, observer.value()));
            }
            case CutLine.Vote v -> state(v.observer(), v.subject(), new Evidence.Vote(1, 0, 1));
            case CutLine.Vouch v -> {
                LifeProof life = new LifeProof(v.observer(), 1, 0, Proof.NONE);
                state(v.observer(), v.subject(), new Evidence.Vouch(life));
            }
            case CutLine.Withdraw w -> state(w.observer(), w.subject(), new Evidence.Withdrawal());
            case CutLine.Time t -> passDeadlinesUntil(t.nanos());
        }
        judge();
    }

    private Map<MemberId, String> nodes() {
        return nodes;
    }

    /** What others than its observers say about a subject is nothing to anyone. */
    private void state(MemberId observer, MemberId subject, Evidence.Statement statement) {
        if (observersOf(subject).contains(observer)) {
            evidence.accept(new Evidence(GROUP, observer, subject, ++sequence, 0, statement), nowNanos);
        }
    }

    private void passDeadlinesUntil(long endNanos) {
        while (nextDeadlineNanos <= endNanos) {
            nowNanos = nextDeadlineNanos;
            judge();
        }
        nowNanos = endNanos;
    }

    private void judge() {
        nextDeadlineNanos = Nanos.NEVER;
        Map<MemberId, Count> counts =
                new Tally(evidence, this::observersOf, nodes, MYSELF, nowNanos, quorumOf).counts();
        for (MemberId subject : observers.keySet()) {
            Count count = counts.getOrDefault(subject, Count.none(quorumOf.apply(observersOf(subject))));
            if (!convicted.contains(subject)) {
                judge(subject, count);
            }
            tellLink(subject, count);
        }
        reportedSet.take(nowNanos).ifPresent(set -> out.accept("verdict " + list(set)));
        wakeAt(reportedSet.nextDeadlineNanos());
    }

    private void judge(MemberId subject, Count count) {
        boolean answered = !count.vouchers().isEmpty();
        if (count.atLeastLow() && !answered) {
            unansweredSinceNanos.putIfAbsent(subject, nowNanos);
        } else {
            unansweredSinceNanos.remove(subject);
        }
        reportedSet.doubt(subject, !voters(subject).isEmpty() && !answered);
        long firstVote = evidence.firstVoteNanos(subject).orElse(nowNanos);
        long unanswered = unansweredSinceNanos.getOrDefault(subject, nowNanos);
        Optional<VerdictKind> verdict =
                VerdictTable.judge(situation(count, firstVote, unanswered)).flatMap(VerdictTable.Ruling::verdict);
        if (verdict.equals(Optional.of(VerdictKind.UNREACHABLE))) {
            convicted.add(subject);
            reportedSet.convict(subject, nowNanos);
        } else {
            wakeAt(firstVote + SUSPICION_TIMEOUT_NANOS);
            wakeAt(unanswered + ReportedSet.UNSTABLE_TIMEOUT_NANOS);
            wakeAt(evidence.vouchEndsNanos(subject, nowNanos));
        }
    }

    private Situation situation(Count count, long firstVoteNanos, long unansweredNanos) {
        return new Situation(
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                count.votes(),
                count.votesWithLoss(),
                count.quorum().size(),
                count.quorum().high(),
                count.quorum().low(),
                count.explicitVoters().size(),
                !count.vouchers().isEmpty(),
                false,
                nowNanos - firstVoteNanos,
                nowNanos - unansweredNanos,
                SUSPICION_TIMEOUT_NANOS,
                ReportedSet.UNSTABLE_TIMEOUT_NANOS);
    }

    private void tellLink(MemberId subject, Count count) {
        boolean degraded = count.atLeastLow() && !count.vouchers().isEmpty() && !convicted.contains(subject);
        Set<MemberId> blind = degraded ? voters(subject) : Set.of();
        if (!blind.equals(blindTold.getOrDefault(subject, Set.of()))) {
            blindTold.put(subject, blind);
            if (degraded) {
                out.accept("link " + subject + " " + list(blind));
            }
        }
    }

    private Set<MemberId> observersOf(MemberId subject) {
        return observers.getOrDefault(subject, Set.of());
    }

    private Set<MemberId> voters(MemberId subject) {
        Set<MemberId> voters = new TreeSet<>(evidence.voters(subject));
        voters.retainAll(observersOf(subject));
        return voters;
    }

    private void wakeAt(long atNanos) {
        if (atNanos > nowNanos) {
            nextDeadlineNanos = Math.min(nextDeadlineNanos, atNanos);
        }
    }

    private static String list(Set<MemberId> members) {
        return members.stream().map(MemberId::value).collect(Collectors.joining(","));
    }
}
