package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Coordination;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import java.util.Optional;

/**
 * A case with what was just read about it.
 *
 * @param intentId of the action if it has been decided before, else empty: what was paid for under that id is not paid for again
 * @param pod with the case's UID; empty if there is none now
 * @param node that the case's pod runs or ran on
 */
public record Sighting(
        Proposal proposal,
        String intentId,
        Optional<PodFact> pod,
        Optional<NodeFact> node,
        Coordination coordination) {}
