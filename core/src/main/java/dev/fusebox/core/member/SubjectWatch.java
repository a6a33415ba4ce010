package dev.fusebox.core.member;

import dev.fusebox.core.detect.Detector;
import dev.fusebox.core.detect.Loss;
import dev.fusebox.core.message.Evidence.LossVote;
import dev.fusebox.core.message.Evidence.LossWithdrawal;
import dev.fusebox.core.message.Evidence.Statement;
import dev.fusebox.core.message.Evidence.Vote;
import dev.fusebox.core.message.Evidence.Vouch;
import dev.fusebox.core.message.Evidence.Withdrawal;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message.HelpResult;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.probe.ProbeRound;
import dev.fusebox.core.probe.ProbeRound.Outcome;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.EvidenceTable;
import dev.fusebox.core.time.Nanos;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One observer's eye on one subject: the detector, the probe rounds that a suspicion starts, and the statement that
 * comes of them. It states what it sees; it judges nothing.
 */
final class SubjectWatch {
    private static final int SAME_OUTCOMES_UNTIL_SLOW = 5;
    private static final long SLOW_ROUND_PERIOD_NANOS = Nanos.ofMillis(1_000);
    private static final int RECENT_NONCES = 8;

    /** So often the round trip to a subject is measured while all is well: what a suspicion measures is the suspicion. */
    private static final long MEASURE_PERIOD_NANOS = Nanos.ofMillis(5_000);

    private final Surroundings around;
    private final MemberId subject;
    private final Detector detector;
    private final boolean hearsHeartbeats;
    private final Loss loss;
    private final Set<Long> askedNonces = new LinkedHashSet<>();
    private Optional<ProbeRound> round = Optional.empty();
    private Optional<LifeProof> lastWord = Optional.empty();
    private long measuredAtNanos;
    private long measuringNonce;
    private Optional<Outcome> lastOutcome = Optional.empty();
    private long nextRoundAtNanos;
    private long nextVouchAtNanos = Nanos.NEVER;
    private long lastLifeNanos;
    private long freshUntilNanos;
    private long highestHeartbeat;
    private long growths;
    private int sameOutcomes;
    private int failedRounds;
    private boolean streamSuspect;
    private boolean answerWanted;
    private boolean linkInDoubt;
    private boolean linkBad;
    private boolean voting;
    private long lossySinceNanos = Nanos.NEVER;

    /** What a watch needs of the group it belongs to. */
    interface Surroundings {
        /** Heartbeat interval of the group. */
        long intervalNanos();

        /** The detector's threshold, stretched by local health. */
        double threshold(long nowNanos);

        /** A new round about the subject. */
        ProbeRound newRound(MemberId subject, boolean streamSuspect, long nowNanos);

        /** Sends a direct probe, on the stream if that is trusted. */
        void probe(MemberId subject, long nonce, boolean freshPath, long timeoutNanos);

        /** Asks a helper, who has the rest of the round for it. */
        void ask(MemberId helper, MemberId subject, ProbeRound round, long nowNanos);

        /** Publishes this member's statement. */
        void state(MemberId subject, Statement statement, long nowNanos);

        /** What judging looks at has changed: the state of the link, or the number of failed rounds. */
        void linkChanged();

        /** A nonce that nobody can guess, above 0. */
        long nonce();

        /** Whether this member's own vote of that weight stands: it need not be said again, for it is delivered. */
        boolean voteStands(MemberId subject, int weight);

        /** Whether anybody's vote of weight 1 about the subject stands. */
        boolean suspectedByAnyone(MemberId subject);

        /** Whether a verdict about the subject stands. */
        boolean convicted(MemberId subject);

        /** Whether this member may vote now, and with what weight. */
        Optional<Integer> voteWeight(long nowNanos);

        /** A round ended; local health wants to know. */
        void roundEnded(ProbeRound round, Outcome outcome, long nowNanos);

        /** A probe took so long. */
        void roundTrip(MemberId subject, long nanos);
    }

    /**
     * A watch that begins now.
     *
     * @param hearsHeartbeats whether plain heartbeats feed the detector; if not, {@link #grown} or {@link #replied} do
     */
    SubjectWatch(Surroundings around, MemberId subject, Detector detector, boolean hearsHeartbeats, long nowNanos) {
        this.hearsHeartbeats = hearsHeartbeats;
        this.around = around;
        this.subject = subject;
        this.detector = detector;
        this.loss = new Loss(Loss.Settings.DEFAULTS, around.intervalNanos());
        this.nextRoundAtNanos = nowNanos;
        this.lastLifeNanos = nowNanos + around.intervalNanos();
        this.freshUntilNanos = nowNanos;
        this.measuredAtNanos = nowNanos;
    }

    /** This member watches the subject no longer: what it said stands no longer. */
    void end(long nowNanos) {
        withdrawVote(nowNanos);
        withdrawLossVote(nowNanos);
    }

    /**
     * A heartbeat of the subject.
     *
     * @param life what it proves
     */
    void heartbeat(long sequence, LifeProof life, long nowNanos) {
        loss.heartbeat(sequence, nowNanos);
        sayLoss(nowNanos);
        if (!hearsHeartbeats) {
            plainHeartbeat(sequence, life, nowNanos);
        } else if (detector.heartbeat(sequence, nowNanos)) {
            streamSuspect = false;
            lastWord = Optional.of(life);
            answerOpenRound();
            alive(nowNanos);
            measureRoundTrip(nowNanos);
        }
    }

    /** Whoever sends heartbeats is not dead, though it may be deaf: that it finds out itself. */
    private void answerOpenRound() {
        round.ifPresent(ProbeRound::answered);
    }

    /** It shows life, and that its stream works; but how suspicious the subject is, only the detector says. */
    private void plainHeartbeat(long sequence, LifeProof life, long nowNanos) {
        if (sequence <= highestHeartbeat) {
            return;
        }
        highestHeartbeat = sequence;
        streamSuspect = false;
        lastWord = Optional.of(life);
        lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
        if (!suspicious(nowNanos)) {
            answerOpenRound();
            trusted(nowNanos);
        }
        measureRoundTrip(nowNanos);
    }

    /**
     * The subject's counter grew, by the word of whoever passed it on: this feeds the detector and proves nothing. Where a vote stands,
     * it is a reason to ask again.
     */
    void grown(long nowNanos) {
        growths++;
        detector.heartbeat(growths, nowNanos);
        answerWanted |= voting;
    }

    /** The subject replied in time to what a detector asks. */
    void replied(long sequence, LifeProof life, long nowNanos) {
        detector.heartbeat(sequence, nowNanos);
        lastWord = Optional.of(life);
        alive(nowNanos);
    }

    private void measureRoundTrip(long nowNanos) {
        if (round.isEmpty() && nowNanos - measuredAtNanos >= MEASURE_PERIOD_NANOS) {
            measuredAtNanos = nowNanos;
            measuringNonce = around.nonce();
            around.probe(subject, measuringNonce, false, MEASURE_PERIOD_NANOS);
        }
    }

    /** A question that waits until an outage ends is answered late: that shows life, but every later round would last as long. */
    private void stopMeasuring(long nowNanos) {
        if (measuringNonce != 0) {
            remember(measuringNonce);
            measuringNonce = 0;
        }
        measuredAtNanos = nowNanos;
    }

    void senderRestarted(long nowNanos) {
        detector.senderRestarted();
        highestHeartbeat = 0;
        loss.senderRestarted();
        withdrawLossVote(nowNanos);
    }

    void streamBroken(long nowNanos) {
        if (!streamSuspect) {
            streamSuspect = true;
            nextRoundAtNanos = nowNanos;
        }
    }

    void streamRestored() {
        streamSuspect = false;
    }

    /** Somebody votes: answer within one round, at once if its heartbeat is fresh. */
    void voteHeard(long nowNanos) {
        boolean sure = nowNanos < freshUntilNanos && !streamSuspect;
        if (sure && lastWord.isPresent() && around.voteWeight(nowNanos).isPresent()) {
            vouch(nowNanos);
        } else if (!voting) {
            answerWanted = true;
            nextRoundAtNanos = nowNanos;
        }
    }

    /** Votes and vouches contradict each other: look for oneself, for as long as they do. */
    void linkInDoubt(boolean doubt, long nowNanos) {
        if (doubt && !linkInDoubt) {
            failedRounds = 0;
            nextRoundAtNanos = nowNanos;
        }
        linkInDoubt = doubt;
    }

    /** The own loop stood still: whatever is open is void, silence counts from now. */
    void ownStall(long nowNanos) {
        round = Optional.empty();
        askedNonces.clear();
        measuringNonce = 0;
        detector.restart(nowNanos);
        loss.restart();
        lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
        nextRoundAtNanos = Math.max(nextRoundAtNanos, nowNanos);
    }

    /** An answer to one of this watch's probes. */
    boolean answered(ProbeReply reply, LifeProof life, long nowNanos) {
        if (measuringNonce != 0 && reply.nonce() == measuringNonce) {
            measuringNonce = 0;
            around.roundTrip(subject, nowNanos - measuredAtNanos);
        } else if (!askedNonces.remove(reply.nonce())) {
            return false;
        }
        lastWord = Optional.of(life);
        Optional<ProbeRound> open = round.filter(r -> r.nonce() == reply.nonce());
        open.ifPresent(ProbeRound::answered);
        if (open.isEmpty()) {
            alive(nowNanos);
        }
        return true;
    }

    /** The subject's host refused one of this watch's probes. */
    void refused(long nonce) {
        round.filter(r -> r.nonce() == nonce).ifPresent(ProbeRound::refused);
    }

    /**
     * What a helper found.
     *
     * @param life what the subject said, if it did
     */
    void helped(MemberId helper, HelpResult result, Optional<LifeProof> life) {
        round.filter(r -> r.nonce() == result.nonce() && r.helpers().contains(helper))
                .ifPresent(r -> {
                    switch (result.outcome()) {
                        case ANSWERED -> {
                            lastWord = life;
                            r.answeredThrough(helper);
                        }
                        case REFUSED -> r.refusedTo(helper);
                        case CANNOT_TELL -> r.cannotTell(helper);
                    }
                });
    }

    /** What this member votes is void by the subject's own word, and what it says instead is said already. */
    void refuted() {
        voting = false;
    }

    /** Isolation is near: one more direct question, and helpers once more where they alone got through. */
    void lastCall(long nonce, long nowNanos) {
        if (linkBad) {
            nextRoundAtNanos = Math.min(nextRoundAtNanos, nowNanos);
        }
        remember(nonce);
        around.probe(subject, nonce, true, Nanos.ofMillis(300));
    }

    void advance(long nowNanos) {
        if (round.isEmpty() && active(nowNanos) && nowNanos >= nextRoundAtNanos) {
            stopMeasuring(nowNanos);
            ProbeRound next = around.newRound(subject, streamSuspect, nowNanos);
            remember(next.nonce());
            round = Optional.of(next);
        }
        round.ifPresent(open -> run(open, nowNanos));
        if (nowNanos >= nextVouchAtNanos) {
            nextVouchAtNanos = Nanos.NEVER;
            if (around.suspectedByAnyone(subject)) {
                voteHeard(nowNanos);
            }
        }
    }

    long nextDeadlineNanos(long nowNanos) {
        long next = nextVouchAtNanos;
        if (round.isPresent()) {
            return Math.min(next, round.get().nextDeadlineNanos());
        }
        if (active(nowNanos)) {
            return Math.min(next, nextRoundAtNanos);
        }
        long crossing = detector.reachesAtNanos(around.threshold(nowNanos));
        return Math.min(next, Math.max(crossing, nextRoundAtNanos));
    }

    int levelMilli(long nowNanos) {
        return (int) Math.round(detector.level(nowNanos) * 1_000);
    }

    /** When life was last shown to this member, by heartbeat or answer. */
    long lastLifeNanos() {
        return lastLifeNanos;
    }

    /** Since when most heartbeats of the subject are lost; {@link Nanos#NEVER} if they are not. */
    long lossySinceNanos() {
        return lossySinceNanos;
    }

    /** Whether only helpers get through. */
    boolean linkBad() {
        return linkBad;
    }

    /** Failed rounds in a row since the link is in doubt. */
    int failedRounds() {
        return failedRounds;
    }

    private boolean active(long nowNanos) {
        return streamSuspect || answerWanted || linkInDoubt || suspicious(nowNanos);
    }

    private boolean suspicious(long nowNanos) {
        return nowNanos >= detector.reachesAtNanos(around.threshold(nowNanos));
    }

    private void run(ProbeRound open, long nowNanos) {
        for (ProbeRound.Action action : open.due(nowNanos)) {
            switch (action) {
                case ProbeRound.Direct direct ->
                    around.probe(subject, open.nonce(), onFreshPath(open, nowNanos), open.lengthNanos());
                case ProbeRound.Ask ask -> around.ask(ask.helper(), subject, open, nowNanos);
            }
        }
        open.outcome().ifPresent(outcome -> conclude(open, outcome, nowNanos));
    }

    /**
     * Whether to ask on a fresh path: if the stream is suspect, and that it is, too, once a quarter of the round, a round trip or more,
     * has brought no answer on it. One lost segment holds up all that follows on a stream for longer than a round, so that to repeat a
     * question there is to ask once. It makes no answer count that would not have counted, and asks no more often.
     */
    private boolean onFreshPath(ProbeRound open, long nowNanos) {
        return streamSuspect || nowNanos > open.startNanos() || suspicious(nowNanos);
    }

    private void conclude(ProbeRound ended, Outcome outcome, long nowNanos) {
        round = Optional.empty();
        answerWanted = false;
        sameOutcomes = lastOutcome.filter(outcome::equals).isPresent() ? sameOutcomes + 1 : 1;
        lastOutcome = Optional.of(outcome);
        boolean slow = around.convicted(subject) || sameOutcomes >= SAME_OUTCOMES_UNTIL_SLOW;
        long period = slow ? SLOW_ROUND_PERIOD_NANOS : around.intervalNanos();
        nextRoundAtNanos = Math.max(nowNanos, ended.startNanos() + period);
        around.roundEnded(ended, outcome, nowNanos);
        around.linkChanged();
        switch (outcome) {
            case DIRECT -> {
                streamSuspect = false;
                alive(nowNanos);
                vouchIfSuspected(nowNanos);
            }
            case INDIRECT -> {
                linkBad = true;
                failedRounds = 0;
                // It answered, if not directly: who hears it through others is not cut off from it.
                lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
                withdrawVote(nowNanos);
                vouchIfSuspected(nowNanos);
            }
            case SILENT, REFUSED -> {
                failedRounds++;
                vote(ended.nonce(), nowNanos);
            }
        }
    }

    private void alive(long nowNanos) {
        lastLifeNanos = Math.max(lastLifeNanos, nowNanos);
        detector.restart(nowNanos);
        trusted(nowNanos);
    }

    private void trusted(long nowNanos) {
        freshUntilNanos = nowNanos + around.intervalNanos() * 5 / 4;
        if (linkBad || failedRounds > 0) {
            around.linkChanged();
        }
        linkBad = false;
        failedRounds = 0;
        withdrawVote(nowNanos);
    }

    private void vote(long nonce, long nowNanos) {
        around.voteWeight(nowNanos)
                .filter(weight -> !around.voteStands(subject, weight))
                .ifPresent(weight -> {
                    voting = true;
                    around.state(subject, new Vote(weight, levelMilli(nowNanos), nonce), nowNanos);
                });
    }

    private void withdrawVote(long nowNanos) {
        if (voting) {
            voting = false;
            around.state(subject, new Withdrawal(), nowNanos);
        }
    }

    private void sayLoss(long nowNanos) {
        if (!loss.lossy()) {
            withdrawLossVote(nowNanos);
        } else if (lossySinceNanos == Nanos.NEVER) {
            around.voteWeight(nowNanos).ifPresent(weight -> {
                lossySinceNanos = nowNanos;
                around.state(subject, new LossVote(weight), nowNanos);
            });
        }
    }

    private void withdrawLossVote(long nowNanos) {
        if (lossySinceNanos != Nanos.NEVER) {
            lossySinceNanos = Nanos.NEVER;
            around.state(subject, new LossWithdrawal(), nowNanos);
        }
    }

    private void vouchIfSuspected(long nowNanos) {
        if (around.suspectedByAnyone(subject)) {
            vouch(nowNanos);
        }
    }

    private void vouch(long nowNanos) {
        lastWord.ifPresent(life -> around.state(subject, new Vouch(life), nowNanos));
        nextVouchAtNanos = nowNanos + EvidenceTable.VOUCH_LIFE_NANOS / 3;
    }

    private void remember(long nonce) {
        if (askedNonces.size() >= RECENT_NONCES) {
            askedNonces.remove(askedNonces.iterator().next());
        }
        askedNonces.add(nonce);
    }
}
