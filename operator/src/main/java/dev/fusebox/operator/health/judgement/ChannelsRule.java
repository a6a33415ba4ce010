package dev.fusebox.operator.health.judgement;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Channels.Stream;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.Tri;
import java.util.Optional;

/**
 * Rule 3: a channel that does not belong to the peers agrees. Peers alone are believed only where the owner says so, and only when they
 * are many and steady; a channel that is unknown agrees with nothing.
 */
final class ChannelsRule implements Rule {
    static final String NAME = "Channels";
    static final long STEADY_NANOS = 30_000_000_000L;

    @Override
    public RuleOutcome judge(Question question) {
        return switch (question.target()) {
            case NODE -> ofNode(question);
            case POD -> question.byItself() ? RuleReason.CHANNELS_NOT_NEEDED.outcome() : ofPod(question);
        };
    }

    /** A cordon can be undone, so half a Lease is enough; what fences a node needs the whole. */
    private static RuleOutcome ofNode(Question question) {
        boolean fences =
                Choice.of(question) instanceof Action.OnNode node && node.kind() == Action.OnNode.Kind.TEMPLATE;
        return switch (question.channels().lease()) {
            case EXPIRED -> RuleReason.LEASE_EXPIRED.outcome();
            case HALF_EXPIRED -> (fences ? RuleReason.LEASE_NOT_EXPIRED : RuleReason.LEASE_HALF_EXPIRED).outcome();
            case FRESH ->
                partition(question)
                        ? RuleReason.PARTITION_SUSPECTED.outcome(figures(question))
                        : RuleReason.LEASE_FRESH.outcome();
            case UNKNOWN -> RuleReason.CHANNEL_UNKNOWN.outcome(figures(question));
        };
    }

    private static RuleOutcome ofPod(Question question) {
        Channels channels = question.channels();
        boolean lost = channels.stream() != Stream.ALIVE;
        if (lost && Choice.of(question) instanceof Action.OnPod pod && pod.kind() == Action.OnPod.Kind.RESTART) {
            return RuleReason.AGENT_OUT_OF_REACH.outcome(figures(question));
        }
        Optional<RuleReason> witness = witness(question);
        if (witness.isPresent()) {
            return witness.get().outcome(figures(question));
        }
        if (unknown(question)) {
            return RuleReason.CHANNEL_UNKNOWN.outcome(figures(question));
        }
        RuleOutcome outcome = !lost ? RuleReason.PARTITION_SUSPECTED.outcome(figures(question)) : peersOnly(question);
        // Half a Lease speaks against it as well, so it forbids nothing that a fresh one allows; what is short of it
        // waits for the rest.
        return channels.lease() == Lease.HALF_EXPIRED && !outcome.holds()
                ? RuleReason.LEASE_NOT_EXPIRED.outcome(figures(question))
                : outcome;
    }

    /** Peers alone speak against it, and every other channel is known to be well. */
    private static boolean partition(Question question) {
        return question.channels().stream() == Stream.ALIVE && witness(question).isEmpty() && !unknown(question);
    }

    private static Optional<RuleReason> witness(Question question) {
        if (question.channels().lease() == Lease.EXPIRED) {
            return Optional.of(RuleReason.LEASE_EXPIRED);
        }
        if (nodeReady(question) == Tri.FALSE) {
            return Optional.of(RuleReason.NODE_NOT_READY);
        }
        if (podReady(question) == Tri.FALSE) {
            return Optional.of(RuleReason.POD_NOT_READY);
        }
        return question.pod().filter(p -> p.containers().terminated()).map(p -> RuleReason.CONTAINER_TERMINATED);
    }

    private static boolean unknown(Question question) {
        return question.channels().lease() == Lease.UNKNOWN
                || question.channels().stream() == Stream.UNKNOWN
                || nodeReady(question) == Tri.UNKNOWN
                || podReady(question) == Tri.UNKNOWN;
    }

    private static RuleOutcome peersOnly(Question question) {
        if (!question.policy().actOnPeersOnly()) {
            return RuleReason.PEERS_ONLY.outcome(figures(question));
        }
        if (Choice.of(question) instanceof Action.OnPod pod && pod.kind() == Action.OnPod.Kind.DELETE) {
            return RuleReason.PEERS_ONLY_NEVER_DELETE.outcome();
        }
        PeersAlone peers = PeersAlone.of(question, 0);
        if (!peers.enough()) {
            return RuleReason.PEERS_TOO_FEW.outcome(peers.figures());
        }
        PeersAlone steady = PeersAlone.of(question, STEADY_NANOS);
        if (!steady.enough() || question.channels().streamForNanos() < STEADY_NANOS) {
            return RuleReason.PEERS_NOT_STABLE.outcome(steady.figures() + ", stream lost for "
                    + Show.seconds(question.channels().streamForNanos()));
        }
        return RuleReason.PEERS_ALONE.outcome(steady.figures());
    }

    private static Tri nodeReady(Question question) {
        return question.node().map(NodeFact::ready).orElse(Tri.UNKNOWN);
    }

    private static Tri podReady(Question question) {
        return question.pod().map(PodFact::ready).orElse(Tri.UNKNOWN);
    }

    private static String figures(Question question) {
        return "Lease " + question.channels().lease() + ", node Ready "
                + nodeReady(question).text() + ", pod Ready "
                + podReady(question).text() + ", agent's stream "
                + question.channels().stream();
    }
}
