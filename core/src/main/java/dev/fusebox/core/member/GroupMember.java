package dev.fusebox.core.member;

import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.detect.Detector;
import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochPage;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.suspect.EvidenceTable;
import dev.fusebox.core.suspect.Tally.Count;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One member in one epoch of one group: watches its subjects, exchanges evidence, judges, and burns the fuse. A new epoch is a new
 * object, so that nothing of an old one is left.
 */
final class GroupMember {
    /** So long a fuse may take to form. */
    static final long FORM_TIMEOUT_NANOS = Nanos.ofMillis(10_000);

    private final Self self;
    private final Outbox out;
    private final Member member;
    private final Membership membership;
    private final EvidenceTable evidence = new EvidenceTable();
    private final Judgement judgement;
    private final EpochPage page;
    private final EpochBook book;
    private final Asking asking = new Asking();
    private final Dissemination dissemination;
    private final Testimony testimony;
    private final GroupSurroundings around;
    private final DetectorFeed feed;
    private final Map<MemberId, SubjectWatch> watches = new TreeMap<>();

    /** The same in the same order, for what looks at all of them with each input. */
    private List<SubjectWatch> inTurn = List.of();

    private final Map<MemberId, String> reported = new HashMap<>();
    private final Inquiry inquiry = new Inquiry();
    private final Absentees absentees;
    private final Arrival arrival;
    private final SelfIsolation isolation;
    private final long formBeforeNanos;
    private long linkChanges;

    /** What the watches were brought in line with last. */
    private long watchedArrangements;

    private Judged judged = Judged.NEVER;

    /** What the last judging was based on: nothing new comes of the same, unless a time has come. */
    private record Judged(long evidence, long membership, long links, int reported, boolean silent, boolean failed) {
        static final Judged NEVER = new Judged(-1, -1, -1, -1, false, false);
    }

    GroupMember(Member member, Self self, Peers peers, Outbox out, EpochBook book, EpochPage page, long nowNanos) {
        this.member = member;
        this.self = self;
        this.out = out;
        this.book = book;
        this.page = page;
        this.membership = new Membership(self.id(), page.roster(), member.graphs(), nowNanos);
        this.dissemination = new Dissemination(self, membership, evidence, peers);
        this.testimony = new Testimony(page.groupEpoch(), self, membership, evidence, peers, dissemination, out);
        this.around = new GroupSurroundings(this, member, self, peers, testimony, out);
        this.feed = new DetectorFeed(this, around, self, peers, out, nowNanos);
        this.judgement = new Judgement(page.groupEpoch(), membership, evidence, out);
        this.formBeforeNanos = nowNanos + FORM_TIMEOUT_NANOS;
        this.absentees = new Absentees(member, membership, out, nowNanos);
        this.arrival = new Arrival(page.groupEpoch(), self, membership, peers);
        this.isolation = new SelfIsolation(this, self, watches, around, testimony, out, nowNanos);
    }

    GroupEpoch groupEpoch() {
        return page.groupEpoch();
    }

    Roster roster() {
        return membership.roster();
    }

    /** The fuse, and who must acknowledge its epoch still. */
    EpochPage page() {
        return page;
    }

    Membership membership() {
        return membership;
    }

    Testimony testimony() {
        return testimony;
    }

    EvidenceTable evidence() {
        return evidence;
    }

    Judgement judgement() {
        return judgement;
    }

    Optional<SubjectWatch> watch(MemberId subject) {
        return Optional.ofNullable(watches.get(subject));
    }

    /** Peers that observe this member: those its heartbeats go to. */
    Set<MemberId> observersOfSelf() {
        return membership.observersOf(self.id());
    }

    /** Peers from which heartbeats are due. */
    Set<MemberId> watched() {
        return watches.keySet();
    }

    void revise(Roster newer, long nowNanos) {
        membership.replace(newer, nowNanos);
        absentees.revised(nowNanos);
        if (feed.revised()) {
            watches.values().forEach(w -> w.end(nowNanos));
            watches.clear();
        }
        rewatch(nowNanos);
    }

    /** Something of that member arrived. */
    void heard(MemberId from, long nowNanos) {
        if (membership.takesPart(from)) {
            isolation.heard(nowNanos);
        }
    }

    /** That peer shows this epoch, and is believed. */
    void shownBy(MemberId peer, ShownEpoch shown, long nowNanos) {
        long before = membership.changes();
        List<MemberId> joined = new ArrayList<>(membership.acknowledgeAll(shown));
        joined.forEach(who -> book.acknowledged(groupEpoch(), who));
        if (membership.acknowledge(peer, shown.revision())) {
            joined.add(peer);
        }
        if (membership.changes() != before) {
            absentees.gossip(nowNanos);
        }
        joined(joined, nowNanos);
    }

    private void joined(List<MemberId> joined, long nowNanos) {
        if (!joined.isEmpty()) {
            isolation.heard(nowNanos);
            joined.forEach(who -> out.tell(new Notice.MemberJoined(groupEpoch(), who)));
            if (membership.arrangements() != watchedArrangements) {
                rewatch(nowNanos);
            } else {
                member.othersCame(nowNanos);
            }
        }
    }

    /** This member acknowledged that revision of the roster. */
    void acknowledged(long revision, long nowNanos) {
        arrival.announce(revision, nowNanos);
    }

    /** A joiner takes part, by its own word. */
    private void arrived(Evidence word, long revision, MemberId from, long nowNanos) {
        if (evidence.accept(word, nowNanos) != EvidenceTable.Acceptance.NEWS) {
            out.count(Counter.DROPPED_STALE);
            return;
        }
        if (membership.acknowledge(word.subject(), revision)) {
            book.acknowledged(groupEpoch(), word.subject());
            joined(List.of(word.subject()), nowNanos);
        }
        arrival.passOn(word, from, nowNanos);
    }

    /** Everyone is there. */
    void intact(long revision, long nowNanos) {
        isolation.heard(nowNanos);
        out.tell(new Notice.FuseIntact(groupEpoch(), revision));
    }

    void left(MemberId who, long nowNanos) {
        if (book.left(groupEpoch(), who) && membership.leave(who)) {
            rewatch(nowNanos);
        }
    }

    /** That peer shows a later epoch of this group. */
    void movedOn(MemberId who, long nowNanos) {
        membership.moveOn(who);
        rewatch(nowNanos);
    }

    void reported(MemberId who, String fact) {
        if (membership.contains(who)) {
            reported.putIfAbsent(who, fact);
        }
    }

    void sessionChanged(MemberId who, long nowNanos) {
        evidence.forgetObserver(who, nowNanos);
        watch(who).ifPresent(w -> w.senderRestarted(nowNanos));
    }

    void ownStall(long nowNanos) {
        isolation.heard(nowNanos);
        watches.values().forEach(w -> w.ownStall(nowNanos));
        feed.ownStall();
        asking.begin(nowNanos);
    }

    /** What feeds this group's detectors beside heartbeats. */
    DetectorFeed feed() {
        return feed;
    }

    /** The subject answered, and proved it; whether anything in this group had asked. */
    boolean answered(MemberId subject, ProbeReply reply, LifeProof life, long nowNanos) {
        return feed.replied(subject, reply, life, nowNanos)
                || watch(subject).filter(w -> w.answered(reply, life, nowNanos)).isPresent()
                || inquiry.answered(subject, reply.nonce(), nowNanos);
    }

    /** Members about whom the operator reported something. */
    Set<MemberId> reportedMembers() {
        return reported.keySet();
    }

    /** What the operator reported about that member. */
    Optional<String> reportedAbout(MemberId subject) {
        return Optional.ofNullable(reported.get(subject));
    }

    /** Somebody's statement; its origin was checked. */
    void stated(Evidence statement, MemberId from, long nowNanos) {
        if (!membership.contains(statement.observer()) || !membership.contains(statement.subject())) {
            out.count(Counter.DROPPED_STRANGER);
            return;
        }
        if (statement.statement() instanceof Evidence.Acknowledgement acknowledgement) {
            arrived(statement, acknowledgement.revision(), from, nowNanos);
            return;
        }
        switch (evidence.accept(statement, nowNanos)) {
            case STALE -> out.count(Counter.DROPPED_STALE);
            case FLOODED -> {
                relay(statement, from, nowNanos);
                answer(statement, nowNanos);
            }
            case NEWS -> {
                if (statement.flooded() && !membership.isMesh()) {
                    relay(statement, from, nowNanos);
                }
                answer(statement, nowNanos);
            }
        }
    }

    private void relay(Evidence statement, MemberId from, long nowNanos) {
        Optional<Count> count = Optional.ofNullable(judgement.counts().get(statement.subject()));
        dissemination.relay(statement, from, count, nowNanos);
    }

    /** A vote that counts is answered. One of weight 0 convicts nobody: whoever cannot trust its own ears asks for no answers. */
    private void answer(Evidence statement, long nowNanos) {
        if (!(statement.statement() instanceof Evidence.Vote vote) || vote.weight() == 0) {
            return;
        }
        if (statement.subject().equals(self.id())) {
            self.suspectedAs(statement.incarnation());
            member.heartbeatsWanted(observersOfSelf());
        } else if (testimony.refutationOf(statement).isPresent()) {
            LifeProof life = testimony.refutationOf(statement).get();
            testimony.refute(statement.subject(), life, statement.flooded(), nowNanos);
        } else {
            watch(statement.subject()).ifPresent(w -> w.voteHeard(nowNanos));
        }
    }

    /** The subject lives in that incarnation. Whoever holds votes about an older one must hear of it, too. */
    void lived(MemberId subject, LifeProof life, long nowNanos) {
        if (life.incarnation() <= evidence.incarnation(subject)) {
            return;
        }
        boolean flooded = evidence.floodedVoteStands(subject);
        if (evidence.sawLife(subject, life, nowNanos)) {
            watch(subject).ifPresent(SubjectWatch::refuted);
            testimony.refute(subject, life, flooded, nowNanos);
        }
    }

    /** Says again to that peer what stands: it started anew and knows nothing of it. */
    void repeatVotes(MemberId to, long nowNanos) {
        testimony.repeatVotes(to, nowNanos);
    }

    /** Whom this member passes a burn on to. */
    Collection<MemberId> burnPeers() {
        return membership.isMesh() ? membership.others() : membership.neighbours();
    }

    /** From this member's first suspicion of the cause's subjects until now; 0 if it had none. */
    long detectionNanos(Cause cause, long nowNanos) {
        return judgement
                .firstSuspicionNanos(cause.subjects())
                .map(first -> nowNanos - first)
                .orElse(0L);
    }

    void advance(long nowNanos) {
        formOrFail(nowNanos);
        settleDoubt(nowNanos);
        inTurn.forEach(w -> w.advance(nowNanos));
        testimony.advance(nowNanos);
        judge(nowNanos);
        inquiry.advance(judgement.askFromNanos(), around, nowNanos);
        if (roster().detection().burnOnLinkFailure()
                && !judgement.degradedLinks().isEmpty()) {
            MemberId subject = judgement.degradedLinks().keySet().iterator().next();
            burnIfItMatters(new Verdict(subject, VerdictKind.LINK_DEGRADED, true, "onLinkFailure: Burn"), nowNanos);
        }
        isolation.advance(nowNanos).ifPresent(v -> burnIfItMatters(v, nowNanos));
        absentees.tellMissing(nowNanos);
        absentees.passOnGossip(nowNanos);
    }

    /** Judges everyone, if anything has changed or a time has come. */
    private void judge(long nowNanos) {
        Judged basis = basis(nowNanos);
        while (!basis.equals(judged) || nowNanos >= judgement.nextDeadlineNanos()) {
            judged = basis;
            List<Verdict> fresh = judgement.judge(new GroupMoment(this, self, nowNanos));
            dissemination.floodSerious(judgement.counts(), nowNanos);
            if (!fresh.isEmpty()) {
                rewatch(nowNanos);
                for (Verdict verdict : fresh) {
                    dissemination.floodConvicted(verdict.subject(), nowNanos);
                    burnIfItMatters(verdict, nowNanos);
                }
            }
            basis = basis(nowNanos);
        }
        if (nowNanos >= dissemination.nextDeadlineNanos()) {
            dissemination.floodSerious(judgement.counts(), nowNanos);
        }
    }

    private Judged basis(long nowNanos) {
        GroupMoment moment = new GroupMoment(this, self, nowNanos);
        return new Judged(
                evidence.changes(),
                membership.changes(),
                linkChanges,
                reported.size(),
                moment.evaluatorSilent(),
                moment.selfReport().isPresent());
    }

    long nextDeadlineNanos(long nowNanos) {
        long next = Math.min(judgement.nextDeadlineNanos(), dissemination.nextDeadlineNanos());
        next = Math.min(next, testimony.nextDeadlineNanos());
        next = Math.min(next, inquiry.nextDeadlineNanos(judgement.askFromNanos(), around));
        if (page.inDoubt()) {
            next = Math.min(next, asking.nextNanos());
        }
        for (SubjectWatch watch : inTurn) {
            next = Math.min(next, watch.nextDeadlineNanos(nowNanos));
        }
        if (page.state() == FuseState.FORMING) {
            next = Math.min(next, formDeadlineNanos());
        }
        if (!page.isBurnt()) {
            next = Math.min(next, absentees.nextDeadlineNanos());
        }
        return Math.min(next, isolation.nextDeadlineNanos());
    }

    private void formOrFail(long nowNanos) {
        if (!page.isBurnt()) {
            absentees.show(nowNanos);
        }
        if (page.state() == FuseState.FORMING) {
            member.carryOut(book.form(groupEpoch(), nowNanos >= formDeadlineNanos(), nowNanos));
        }
    }

    private void settleDoubt(long nowNanos) {
        if (!page.inDoubt()) {
            return;
        }
        if (asking.due(nowNanos)) {
            membership
                    .contacts()
                    .forEach(
                            other -> member.showEpochs(other, true, page.doubt().nonce(), nowNanos));
        }
        List<MemberId> askable = membership.contacts().stream()
                .filter(o -> !membership.isConvicted(o))
                .toList();
        book.settle(groupEpoch(), askable, asking.patienceOver(nowNanos));
    }

    /** Where everyone has acknowledged, and only this member's own stall stands in the way, it gets the same time again. */
    private long formDeadlineNanos() {
        return page.complete() ? formBeforeNanos + FORM_TIMEOUT_NANOS : formBeforeNanos;
    }

    /** Whether this member found itself isolated, and still hears too little. */
    boolean cutOff(long nowNanos) {
        return isolation.cutOff(nowNanos);
    }

    private void burnIfItMatters(Verdict verdict, long nowNanos) {
        if (verdict.kind() != VerdictKind.LEFT || roster().burnOnLeave()) {
            Cause cause = new Cause(
                    Cause.Kind.VERDICT,
                    Optional.of(verdict.kind()),
                    List.of(verdict.subject()),
                    self.id(),
                    verdict.detail(),
                    verdict.uncorroborated());
            member.carryOut(book.burn(groupEpoch(), cause, nowNanos));
        }
    }

    /** Brings the watches in line with the rings. */
    private void rewatch(long nowNanos) {
        Set<MemberId> observed = membership.subjects();
        for (MemberId watched : List.copyOf(watches.keySet())) {
            if (!observed.contains(watched)) {
                watch(watched).ifPresent(w -> w.end(nowNanos));
                watches.remove(watched);
            }
        }
        for (MemberId subject : observed) {
            watches.computeIfAbsent(subject, s -> newWatch(s, nowNanos));
        }
        inTurn = List.copyOf(watches.values());
        watchedArrangements = membership.arrangements();
        member.watchingChanged(nowNanos);
    }

    private SubjectWatch newWatch(MemberId subject, long nowNanos) {
        DetectionSettings detection = roster().detection();
        Detector detector = Detectors.of(detection, nowNanos);
        boolean hearsHeartbeats = Detectors.hearHeartbeats(detection.detector());
        return new SubjectWatch(around, subject, detector, hearsHeartbeats, nowNanos);
    }

    /** What judging looks at has changed: the state of a link, or the number of failed rounds. */
    void linkChanged() {
        linkChanges++;
    }

    long intervalNanos() {
        return roster().detection().intervalNanos();
    }

    /** The moment as judging sees it. */
    Judgement.Moment moment(long nowNanos) {
        return new GroupMoment(this, self, nowNanos);
    }
}
