package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Coordination;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.remediation.ClusterApi.NodeNow;
import dev.fusebox.operator.remediation.ClusterApi.PodNow;
import dev.fusebox.operator.roster.PodFact;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at the target, the Leases and the ledger, uncached, and has the case judged by what it sees. */
final class Lookout {
    private final ClusterApi api;
    private final Bench bench;
    private final LedgerPage ledger;

    Lookout(ClusterApi api, Bench bench, LedgerPage ledger) {
        this.api = api;
        this.bench = bench;
        this.ledger = ledger;
    }

    /** Looks, and takes the node's shared Lease: whoever looks gives it back by {@link #release}. */
    Look look(Proposal proposal, String intentId) {
        return look(proposal, intentId, true);
    }

    /** Looks as if to act, and takes nothing. */
    Look glance(Proposal proposal) {
        return look(proposal, "", false);
    }

    private Look look(Proposal proposal, String intentId, boolean holds) {
        Read<PodNow> pod = api.pod(proposal.group().namespace(), proposal.pod());
        Read<NodeNow> node = api.node(proposal.node());
        boolean leading = api.leading().found().orElse(false);
        ClusterApi.Hold hold = holds ? api.holdNode(proposal.node()) : ClusterApi.Hold.NOT_USED;
        if (!ledger.read()) {
            return new Look(proposal, pod, node, leading, hold, Answer.DONE, Optional.empty());
        }
        Optional<PodFact> own =
                pod.found().map(PodNow::fact).filter(p -> p.uid().equals(proposal.caseUid()));
        Optional<Decision> decision = judge(proposal, intentId, own, node, hold, OptionalLong.empty());
        boolean evicts = decision.map(Decision::action).filter(Lookout::evicts).isPresent();
        Answer eviction = evicts
                ? api.tryEviction(proposal.group().namespace(), proposal.pod(), proposal.caseUid())
                : Answer.DONE;
        if (eviction == Answer.REFUSED) {
            decision = judge(proposal, intentId, own, node, hold, OptionalLong.of(0));
        }
        return new Look(proposal, pod, node, leading, hold, eviction, decision);
    }

    private Optional<Decision> judge(
            Proposal proposal,
            String intentId,
            Optional<PodFact> pod,
            Read<NodeNow> node,
            ClusterApi.Hold hold,
            OptionalLong refusedAgeNanos) {
        Coordination.NodeLease lease =
                switch (hold) {
                    case NOT_USED -> Coordination.NodeLease.NOT_USED;
                    case HELD -> Coordination.NodeLease.HELD;
                    case HELD_BY_OTHER -> Coordination.NodeLease.HELD_BY_OTHER;
                    case UNKNOWN -> Coordination.NodeLease.UNKNOWN;
                };
        return bench.again(new Sighting(
                proposal, intentId, pod, node.found().map(NodeNow::fact), new Coordination(lease, refusedAgeNanos)));
    }

    void release(Look look) {
        if (look.hold() == ClusterApi.Hold.HELD) {
            api.releaseNode(look.proposal().node());
        }
    }

    private static boolean evicts(Action action) {
        return action instanceof Action.OnPod pod && pod.kind() == Action.OnPod.Kind.EVICT;
    }
}
