package dev.fusebox.core.member;

import dev.fusebox.core.health.LocalHealth;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Message.ProbeReply;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.core.time.Nanos;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a member knows of itself, shared by its groups. */
final class Self {
    /** An incarnation is raised at most once in this time, or probing a victim would mute it. */
    static final long RAISE_PERIOD_NANOS = Nanos.ofMillis(1_000);

    /** After a lifeline closed, a leave may still be on its way: the kubelet runs preStop and SIGTERM at one time. */
    static final long LIFELINE_GRACE_NANOS = Nanos.ofMillis(100);

    /** After SIGTERM, the operator may still report a planned end. */
    static final long TERMINATION_GRACE_NANOS = Nanos.ofMillis(250);

    private static final int NO_VOTE_INTERVALS = 3;

    final Identity identity;
    final Session session;
    final RandomGenerator random;
    final LocalHealth health;
    private long incarnation;
    private long raisedNanos;
    private boolean raiseWanted;
    private long lastStatement;
    private boolean leaving;
    private Optional<String> failure = Optional.empty();
    private long failsAtNanos = Nanos.NEVER;
    private String pendingFailure = "";
    private long votesAgainAtNanos;

    Self(Identity identity, Session session, long incarnation, RandomGenerator random, long nowNanos) {
        this.identity = identity;
        this.session = session;
        this.random = random;
        this.incarnation = incarnation;
        this.raisedNanos = nowNanos - RAISE_PERIOD_NANOS;
        this.votesAgainAtNanos = nowNanos;
        this.health = new LocalHealth(Nanos.ofMillis(200), nowNanos);
    }

    MemberId id() {
        return identity.self();
    }

    long incarnation() {
        return incarnation;
    }

    long nextStatement() {
        return ++lastStatement;
    }

    ProbeReply answer(ProbeQuery query) {
        return new ProbeReply(query.nonce(), incarnation, identity.prove(query.asker(), query.nonce(), incarnation));
    }

    Proof proofOfHeartbeat(MemberId observer, long sequence) {
        return identity.prove(observer, LifeProof.ofHeartbeat(sequence), incarnation);
    }

    /** A nonce that nobody can guess, above 0: those below are of heartbeats. */
    long nonce() {
        return Math.max(1, random.nextLong() >>> 1);
    }

    /** Somebody suspects that incarnation: outlive it, as soon as the rate allows. */
    void suspectedAs(long suspected) {
        if (suspected >= incarnation) {
            raiseWanted = true;
        }
    }

    /** Whether the incarnation was raised just now. */
    boolean raiseIfDue(long nowNanos) {
        if (!raiseWanted || nowNanos - raisedNanos < RAISE_PERIOD_NANOS) {
            return false;
        }
        raiseWanted = false;
        raisedNanos = nowNanos;
        incarnation++;
        return true;
    }

    void leave() {
        leaving = true;
        failsAtNanos = Nanos.NEVER;
    }

    boolean leaving() {
        return leaving;
    }

    /** The application failed, unless a leave is heard before that time. */
    void failUnlessLeaving(String reason, long atNanos) {
        if (!leaving && failure.isEmpty() && failsAtNanos == Nanos.NEVER) {
            pendingFailure = reason;
            failsAtNanos = atNanos;
        }
    }

    void applicationIsBack() {
        failure = Optional.empty();
        failsAtNanos = Nanos.NEVER;
    }

    /** What failed here, if anything did. */
    Optional<String> failure() {
        return failure;
    }

    void advance(long nowNanos) {
        if (nowNanos >= failsAtNanos) {
            failure = Optional.of(pendingFailure);
            failsAtNanos = Nanos.NEVER;
        }
    }

    void stalled(long nowNanos, long intervalNanos) {
        votesAgainAtNanos = nowNanos + NO_VOTE_INTERVALS * intervalNanos;
    }

    /** Whether this member stood still so recently that its senses are not to be trusted. */
    boolean dazed(long nowNanos) {
        return nowNanos < votesAgainAtNanos;
    }

    int voteWeight(long nowNanos) {
        return health.muted(nowNanos) ? 0 : 1;
    }

    long nextDeadlineNanos(long nowNanos) {
        long next = failsAtNanos;
        if (raiseWanted) {
            next = Math.min(next, raisedNanos + RAISE_PERIOD_NANOS);
        }
        if (votesAgainAtNanos > nowNanos) {
            next = Math.min(next, votesAgainAtNanos);
        }
        return next;
    }
}
