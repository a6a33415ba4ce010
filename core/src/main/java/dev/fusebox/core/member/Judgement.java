package dev.fusebox.core.member;

import dev.fusebox.core.cut.ReportedSet;
import dev.fusebox.core.cut.Situation;
import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.cut.VerdictTable;
import dev.fusebox.core.cut.VerdictTable.Ruling;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.EvidenceTable;
import dev.fusebox.core.suspect.Quorum;
import dev.fusebox.core.suspect.Tally;
import dev.fusebox.core.suspect.Tally.Count;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges every member of one group epoch by the verdict table, whenever something changed or a dwell is over, and says what is new.
 * It remembers verdicts and for how long votes have stood; it causes nothing by itself.
 */
final class Judgement {
    /** The dwell of a small quorum, and of a reported set that is still growing. */
    static final long UNSTABLE_TIMEOUT_NANOS = ReportedSet.UNSTABLE_TIMEOUT_NANOS;

    /** So many failed rounds of one's own void what others vouch. */
    private static final int FAILED_ROUNDS_VOID_VOUCHES = 5;

    /** A failed member must live so long before it is trusted; doubled with each relapse. */
    private static final long HOLD_DOWN_NANOS = Nanos.ofMillis(30_000);

    private static final int MAX_DOUBLINGS = 6;

    private final GroupEpoch groupEpoch;
    private final Membership membership;
    private final EvidenceTable evidence;
    private final Outbox out;
    private final Map<MemberId, Standing> standing = new TreeMap<>();
    private final Map<MemberId, Integer> relapses = new HashMap<>();
    private final Map<MemberId, Long> firstSuspicionNanos = new HashMap<>();
    private final Map<MemberId, Long> unansweredSinceNanos = new HashMap<>();
    private final Map<MemberId, Long> askFromNanos = new HashMap<>();

    /** Since when the full quorum about these rests on silence. */
    private final Map<MemberId, Long> silentSinceNanos = new HashMap<>();

    private final ReportedSet reportedSet = new ReportedSet();
    private final Set<MemberId> doubted = new TreeSet<>();
    private final Set<MemberId> suspectsTold = new TreeSet<>();
    private final Map<MemberId, Set<MemberId>> blindTold = new TreeMap<>();
    private Map<MemberId, Count> counts = Map.of();
    private long nextDeadlineNanos = Nanos.NEVER;

    /** What judging needs of the moment. */
    interface Moment {
        long nowNanos();

        /** Row 1. */
        boolean evaluatorSilent();

        MemberId evaluator();

        Optional<String> selfReport();

        Optional<String> reported(MemberId subject);

        /** Whether the evaluator found itself isolated, and still hears too little. */
        boolean cutOff();

        /** Members about whom the operator reported something. */
        Set<MemberId> reportedMembers();

        Optional<SubjectWatch> watch(MemberId subject);

        /** Whom the evaluator watches. */
        Set<MemberId> watched();
    }

    private static final class Standing {
        final Verdict verdict;

        /** Since when the member lives and too few suspect it; {@link Nanos#NEVER} while that is not so. */
        long provenSinceNanos = Nanos.NEVER;

        Standing(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    Judgement(GroupEpoch groupEpoch, Membership membership, EvidenceTable evidence, Outbox out) {
        this.groupEpoch = groupEpoch;
        this.membership = membership;
        this.evidence = evidence;
        this.out = out;
    }

    /**
     * Judges everyone.
     *
     * @return verdicts that are new, to burn the fuse with
     */
    List<Verdict> judge(Moment moment) {
        nextDeadlineNanos = Nanos.NEVER;
        Set<MemberId> suspects = evidence.suspects();
        counts = suspects.isEmpty() ? Map.of() : tally(moment);
        tellSuspicions(counts, moment);
        List<Verdict> fresh = new ArrayList<>();
        for (MemberId subject : subjectsToJudge(counts.keySet(), moment)) {
            Optional<Count> count = Optional.ofNullable(counts.get(subject));
            Optional<Ruling> ruling = VerdictTable.judge(situation(subject, count, moment));
            count.ifPresent(c -> doubtLinks(subject, c, moment));
            ruling.flatMap(r -> conclude(subject, r, count, moment)).ifPresent(fresh::add);
        }
        tellLinks(counts, moment);
        recover(counts, moment);
        reportTogether(moment);
        return fresh;
    }

    /** The fuse burns at each verdict; those that belong together are reported as one set. */
    private void reportTogether(Moment moment) {
        for (MemberId suspect : List.copyOf(doubted)) {
            if (!counts.containsKey(suspect)) {
                reportedSet.doubt(suspect, false);
                doubted.remove(suspect);
            }
        }
        counts.forEach((suspect, count) -> {
            boolean unanswered = count.votes() > 0 && count.vouchers().isEmpty();
            reportedSet.doubt(suspect, unanswered && !suspect.equals(moment.evaluator()));
            doubted.add(suspect);
        });
        reportedSet
                .take(moment.nowNanos())
                .ifPresent(set -> out.tell(new Notice.MembersReported(groupEpoch, List.copyOf(set))));
        wakeAt(reportedSet.nextDeadlineNanos(), moment.nowNanos());
    }

    /** Suspects with votes enough to be taken seriously, no vouch and no verdict, and from when on they are asked themselves. */
    Map<MemberId, Long> askFromNanos() {
        if (askFromNanos.isEmpty()) {
            return Map.of();
        }
        Map<MemberId, Long> toAsk = new TreeMap<>(askFromNanos);
        toAsk.keySet().removeAll(standing.keySet());
        return toAsk;
    }

    /** When a dwell, a vouch or a hold-down ends. */
    long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    Optional<Verdict> verdict(MemberId subject) {
        return Optional.ofNullable(standing.get(subject)).map(s -> s.verdict);
    }

    /** Records a verdict about oneself that the table's last row gave. */
    void record(Verdict verdict) {
        standing.put(verdict.subject(), new Standing(verdict));
    }

    /** When the first of these members was suspected; empty if none was. */
    Optional<Long> firstSuspicionNanos(List<MemberId> subjects) {
        return subjects.stream()
                .map(firstSuspicionNanos::get)
                .filter(Objects::nonNull)
                .min(Long::compare);
    }

    /** Votes about each suspect when everyone was judged last, sorted. */
    Map<MemberId, Count> counts() {
        return counts;
    }

    /** Votes and observers of a member now. */
    Count count(MemberId subject, Moment moment) {
        Count counted = evidence.suspects().contains(subject) ? tally(moment).get(subject) : null;
        return counted != null ? counted : Count.none(Quorum.of(membership.observersOf(subject), membership.nodes()));
    }

    private Map<MemberId, Count> tally(Moment moment) {
        return new Tally(evidence, membership::observersOf, membership.nodes(), moment.evaluator(), moment.nowNanos())
                .counts();
    }

    private Set<MemberId> subjectsToJudge(Set<MemberId> suspects, Moment moment) {
        Set<MemberId> subjects = new TreeSet<>(suspects);
        subjects.addAll(membership.left());
        subjects.addAll(moment.reportedMembers());
        if (moment.selfReport().isPresent()) {
            subjects.add(moment.evaluator());
        }
        subjects.removeIf(s -> !membership.contains(s));
        return subjects;
    }

    private Situation situation(MemberId subject, Optional<Count> count, Moment moment) {
        long now = moment.nowNanos();
        boolean self = subject.equals(moment.evaluator());
        boolean vouched = count.filter(c -> !c.vouchers().isEmpty()).isPresent();
        boolean low = count.filter(c -> c.votes() > 0 && c.atLeastLow()).isPresent();
        if (low && !vouched) {
            unansweredSinceNanos.putIfAbsent(subject, now);
        } else {
            unansweredSinceNanos.remove(subject);
        }
        long firstVote = evidence.firstVoteNanos(subject).orElse(now);
        long unanswered = unansweredSinceNanos.getOrDefault(subject, now);
        long suspicionTimeout = membership.roster().detection().suspicionTimeoutNanos();
        long askFrom = unanswered + Inquiry.PATIENCE_NANOS;
        if (count.filter(this::restsOnSilence).isPresent()
                && moment.watch(subject).isEmpty()) {
            long silent = silentSinceNanos.computeIfAbsent(subject, s -> now);
            long ask = Math.max(silent, firstVote + suspicionTimeout);
            askFrom = Math.min(askFrom, ask);
            suspicionTimeout += ask - firstVote;
        } else {
            silentSinceNanos.remove(subject);
        }
        if (low && !vouched) {
            askFromNanos.put(subject, askFrom);
        } else {
            askFromNanos.remove(subject);
        }
        if (count.isPresent() && !self && !standing.containsKey(subject)) {
            wakeAt(firstVote + suspicionTimeout, now);
            wakeAt(unanswered + UNSTABLE_TIMEOUT_NANOS, now);
            wakeAt(evidence.vouchEndsNanos(subject, now), now);
        }
        return new Situation(
                moment.evaluatorSilent(),
                membership.hasLeft(subject),
                self ? moment.selfReport() : Optional.empty(),
                moment.reported(subject),
                self ? 0 : count.map(Count::votes).orElse(0),
                self ? 0 : count.map(Count::votesWithLoss).orElse(0),
                count.map(c -> c.quorum().size()).orElse(0),
                count.map(c -> c.quorum().high()).orElse(Integer.MAX_VALUE),
                count.map(c -> c.quorum().low()).orElse(Integer.MAX_VALUE),
                count.map(c -> c.explicitVoters().size()).orElse(0),
                vouched,
                moment.watch(subject)
                        .filter(w -> w.failedRounds() >= FAILED_ROUNDS_VOID_VOUCHES)
                        .isPresent(),
                now - firstVote,
                now - unanswered,
                suspicionTimeout,
                UNSTABLE_TIMEOUT_NANOS);
    }

    /**
     * Whether votes of observers that say nothing, for they are suspected themselves, make up the full quorum. Two votes against each of
     * many members, late or false, are that for all of them. Who watches the subject knows better, and the others ask it first: so from
     * when that is so they wait as long again, however long the first vote has stood.
     */
    private boolean restsOnSilence(Count count) {
        int spoken = count.quorum().count(count.explicitVoters(), membership.nodes());
        return count.votesWithLoss() >= count.quorum().high()
                && spoken < count.quorum().high();
    }

    private Optional<Verdict> conclude(MemberId subject, Ruling ruling, Optional<Count> count, Moment moment) {
        if (ruling.verdict().isEmpty() || standing.containsKey(subject)) {
            return Optional.empty();
        }
        VerdictKind kind = ruling.verdict().get();
        if (kind == VerdictKind.LINK_DEGRADED) {
            return Optional.empty();
        }
        Verdict verdict = new Verdict(subject, kind, ruling.uncorroborated(), ruling.detail());
        standing.put(subject, new Standing(verdict));
        if (kind == VerdictKind.LEFT) {
            out.tell(new Notice.MemberLeft(groupEpoch, subject));
        } else {
            int level = moment.watch(subject)
                    .map(w -> w.levelMilli(moment.nowNanos()))
                    .orElse(0);
            int votes = count.map(Count::votesWithLoss).orElse(0);
            int observers = count.map(c -> c.quorum().size()).orElse(0);
            if (kind == VerdictKind.UNREACHABLE) {
                reportedSet.convict(subject, moment.nowNanos());
                out.count(Counter.SUSPICIONS_CONFIRMED);
            }
            if (!subject.equals(moment.evaluator())) {
                membership.convict(subject);
            }
            out.tell(new Notice.MemberFailed(groupEpoch, verdict, votes, observers, level));
        }
        return Optional.of(verdict);
    }

    private void doubtLinks(MemberId subject, Count count, Moment moment) {
        boolean degraded = count.atLeastLow() && !count.vouchers().isEmpty();
        moment.watch(subject).ifPresent(w -> w.linkInDoubt(degraded, moment.nowNanos()));
    }

    private void tellSuspicions(Map<MemberId, Count> counts, Moment moment) {
        for (MemberId subject : List.copyOf(suspectsTold)) {
            if (!counts.containsKey(subject)) {
                suspectsTold.remove(subject);
                unansweredSinceNanos.remove(subject);
                askFromNanos.remove(subject);
                silentSinceNanos.remove(subject);
                moment.watch(subject).ifPresent(w -> w.linkInDoubt(false, moment.nowNanos()));
                if (!standing.containsKey(subject)) {
                    firstSuspicionNanos.remove(subject);
                    out.count(Counter.SUSPICIONS_REFUTED);
                    out.tell(new Notice.MemberRefuted(groupEpoch, subject));
                }
            }
        }
        counts.forEach((subject, count) -> {
            if (!standing.containsKey(subject) && membership.takesPart(subject) && suspectsTold.add(subject)) {
                firstSuspicionNanos.put(subject, moment.nowNanos());
                out.count(Counter.SUSPICIONS_RAISED);
                int level = moment.watch(subject)
                        .map(w -> w.levelMilli(moment.nowNanos()))
                        .orElse(0);
                out.tell(new Notice.MemberSuspected(
                        groupEpoch,
                        subject,
                        evidence.voters(subject).size(),
                        membership.observersOf(subject).size(),
                        level));
            }
        });
    }

    private void tellLinks(Map<MemberId, Count> counts, Moment moment) {
        Set<MemberId> subjects = new TreeSet<>(blindTold.keySet());
        subjects.addAll(counts.keySet());
        subjects.addAll(moment.watched());
        for (MemberId subject : subjects) {
            Set<MemberId> blind = new TreeSet<>();
            Count count = counts.get(subject);
            if (count != null && count.atLeastLow() && !count.vouchers().isEmpty()) {
                blind.addAll(evidence.voters(subject));
            }
            if (moment.watch(subject).filter(SubjectWatch::linkBad).isPresent()) {
                blind.add(moment.evaluator());
            }
            if (standing.containsKey(subject) || moment.evaluatorSilent()) {
                blind.clear();
            }
            if (!blind.equals(blindTold.getOrDefault(subject, Set.of()))) {
                blindTold.put(subject, blind);
                out.tell(new Notice.LinkDegraded(groupEpoch, subject, List.copyOf(blind)));
            }
        }
        blindTold.values().removeIf(Set::isEmpty);
    }

    /** The links that are degraded now, by subject. */
    Map<MemberId, Set<MemberId>> degradedLinks() {
        return blindTold;
    }

    private void recover(Map<MemberId, Count> counts, Moment moment) {
        long now = moment.nowNanos();
        for (Map.Entry<MemberId, Standing> entry : List.copyOf(standing.entrySet())) {
            MemberId subject = entry.getKey();
            Standing held = entry.getValue();
            if (held.verdict.kind() != VerdictKind.UNREACHABLE && held.verdict.kind() != VerdictKind.ISOLATED) {
                continue;
            }
            Count count = counts.get(subject);
            boolean self = subject.equals(moment.evaluator());
            boolean suspected = self ? moment.cutOff() : count != null && count.atLeastLowWithLoss();
            long life = moment.watch(subject).map(SubjectWatch::lastLifeNanos).orElse(now);
            long fresh = Judgement.UNSTABLE_TIMEOUT_NANOS;
            if (suspected || now - life > fresh) {
                held.provenSinceNanos = Nanos.NEVER;
                if (self) {
                    // Whom it hears is no evidence: nothing else would say when to look again.
                    wakeAt(now + fresh, now);
                }
                continue;
            }
            held.provenSinceNanos = Math.min(held.provenSinceNanos, now);
            int doublings = Math.min(MAX_DOUBLINGS, relapses.getOrDefault(subject, 0));
            long due = held.provenSinceNanos + (HOLD_DOWN_NANOS << doublings);
            if (now >= due) {
                standing.remove(subject);
                firstSuspicionNanos.remove(subject);
                relapses.merge(subject, 1, Integer::sum);
                membership.acquit(subject);
                reportedSet.acquit(subject);
                out.tell(new Notice.MemberRecovered(groupEpoch, subject));
            } else {
                wakeAt(Math.min(due, life + fresh + 1), now);
            }
        }
    }

    private void wakeAt(long atNanos, long nowNanos) {
        if (atNanos > nowNanos) {
            nextDeadlineNanos = Math.min(nextDeadlineNanos, atNanos);
        }
    }
}
