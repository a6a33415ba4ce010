package dev.fusebox.core.member;

import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.probe.ProbeRound;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The group as its watches see it: how to probe, whom to ask, and where statements go. */
record GroupSurroundings(GroupMember group, Member member, Self self, Peers peers, Testimony testimony, Outbox out)
        implements SubjectWatch.Surroundings, Inquiry.Surroundings {
    @Override
    public long nonce() {
        return self.nonce();
    }

    @Override
    public void linkChanged() {
        group.linkChanged();
    }

    @Override
    public long intervalNanos() {
        return group.roster().detection().intervalNanos();
    }

    @Override
    public double threshold(long nowNanos) {
        return Detectors.threshold(group.roster().detection()) * (1 + self.health.score(nowNanos));
    }

    @Override
    public ProbeRound newRound(MemberId subject, boolean streamSuspect, long nowNanos) {
        out.count(Counter.PROBE_ROUNDS);
        long roundTrip = peers.find(subject).map(p -> p.roundTripNanos).orElse(0L);
        int wanted = group.roster().detection().indirectProbes();
        return new ProbeRound(
                nonce(),
                nowNanos,
                ProbeRound.lengthNanos(roundTrip, self.health.score(nowNanos)),
                helpers(subject, wanted),
                wanted,
                streamSuspect);
    }

    private List<MemberId> helpers(MemberId subject, int wanted) {
        Set<MemberId> distrusted = new TreeSet<>(group.evidence().suspects());
        distrusted.addAll(group.membership().convicted());
        return new HelperChoice(self.id(), subject, group.membership().nodes())
                .among(group.membership().contactsTakingPart(), distrusted, wanted, self.random);
    }

    @Override
    public void probe(MemberId subject, long nonce, boolean freshPath, long timeoutNanos) {
        boolean suspicion = freshPath || suspectedByAnyone(subject);
        OptionalLong suspected =
                suspicion ? OptionalLong.of(group.evidence().incarnation(subject)) : OptionalLong.empty();
        member.probe(new ProbeQuery(self.id(), subject, nonce, suspected), freshPath, timeoutNanos);
    }

    @Override
    public boolean asksAnyway(MemberId suspect) {
        return suspect.equals(self.id()) || group.watch(suspect).isPresent();
    }

    @Override
    public long delayNanos(MemberId suspect) {
        return group.membership().contacts().contains(suspect) ? 0 : self.random.nextLong(Inquiry.SPREAD_NANOS);
    }

    @Override
    public void ask(MemberId suspect, long nonce, long timeoutNanos) {
        probe(suspect, nonce, true, timeoutNanos);
    }

    @Override
    public void ask(MemberId helper, MemberId subject, ProbeRound round, long nowNanos) {
        OptionalLong suspected = OptionalLong.of(group.evidence().incarnation(subject));
        peers.send(
                helper,
                new HelpRequest(group.groupEpoch(), subject, round.nonce(), rest(helper, round, nowNanos), suspected));
    }

    /** What is left of the round for the helper, so that its word is here before the round ends. */
    private long rest(MemberId helper, ProbeRound round, long nowNanos) {
        long onTheWay = peers.find(helper).map(p -> p.roundTripNanos).orElse(0L);
        return Math.max(1, Nanos.toMillis(round.startNanos() + round.lengthNanos() - nowNanos - onTheWay));
    }

    @Override
    public void state(MemberId subject, Evidence.Statement statement, long nowNanos) {
        testimony.state(subject, statement, nowNanos);
    }

    @Override
    public boolean voteStands(MemberId subject, int weight) {
        return group.evidence()
                .vote(self.id(), subject)
                .filter(own -> own.weight() == weight)
                .isPresent();
    }

    @Override
    public boolean suspectedByAnyone(MemberId subject) {
        return group.evidence().accused(subject);
    }

    @Override
    public boolean convicted(MemberId subject) {
        return group.membership().isConvicted(subject);
    }

    @Override
    public Optional<Integer> voteWeight(long nowNanos) {
        return self.dazed(nowNanos) || self.leaving() || group.page().inDoubt()
                ? Optional.empty()
                : Optional.of(group.cutOff(nowNanos) ? 0 : self.voteWeight(nowNanos));
    }

    @Override
    public void roundEnded(ProbeRound round, ProbeRound.Outcome outcome, long nowNanos) {
        if (outcome == ProbeRound.Outcome.DIRECT || outcome == ProbeRound.Outcome.INDIRECT) {
            self.health.probeAnswered(nowNanos);
        } else if (round.allHelpersSilent()
                && round.helpers().stream()
                        .noneMatch(h -> group.evidence().suspects().contains(h))) {
            self.health.helpersSilent(nowNanos);
        }
    }

    @Override
    public void roundTrip(MemberId subject, long nanos) {
        peers.find(subject).ifPresent(p -> p.roundTrip(nanos));
    }
}
