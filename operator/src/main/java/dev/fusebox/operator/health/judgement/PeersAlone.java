package dev.fusebox.operator.health.judgement;

import java.util.List;

/**
 * How many peers speak against a subject now, for an action that nothing but peers speaks for.
 *
 * @param observers of the subject
 * @param against distinct sound ones that have not reached it for so long
 * @param nodes that these run on
 */
record PeersAlone(int observers, long against, long nodes) {
    private static final int OTHER_NODES = 2;

    static PeersAlone of(Question question, long steadyNanos) {
        List<Probe> against = question.probes().stream()
                .filter(p -> p.standsAgainst(question.subject(), question.caseAgeNanos()))
                .filter(p -> p.standingNanos() >= steadyNanos)
                .toList();
        return new PeersAlone(
                question.subject().observers(),
                against.stream().map(Probe::observer).distinct().count(),
                against.stream().map(Probe::node).distinct().count());
    }

    boolean enough() {
        return observers > 0 && 4 * against >= 3L * observers && nodes >= OTHER_NODES;
    }

    String figures() {
        return against + " of " + observers + " observers on " + nodes + " other nodes speak against it";
    }
}
