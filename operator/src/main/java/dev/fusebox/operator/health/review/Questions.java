package dev.fusebox.operator.health.review;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.Suspicion;
import dev.fusebox.operator.health.Voter;
import dev.fusebox.operator.health.judgement.CaseFact;
import dev.fusebox.operator.health.judgement.Channels;
import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Coordination;
import dev.fusebox.operator.health.judgement.Limits;
import dev.fusebox.operator.health.judgement.Probe;
import dev.fusebox.operator.health.judgement.Question;
import dev.fusebox.operator.health.judgement.Self;
import dev.fusebox.operator.health.judgement.Surroundings;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.health.judgement.Testimony;
import dev.fusebox.operator.health.judgement.VerdictKind;
import dev.fusebox.operator.health.judgement.Vote;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.Tri;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns what is known into questions.
 *
 * @param facts of the channels that are not ours
 * @param book of what agents said
 * @param members pods of all groups, each once
 * @param restartsInPlace whether the cluster can restart all containers of a pod in place
 */
record Questions(
        ClusterFacts facts, AgentBook book, Collection<PodFact> members, boolean restartsInPlace, long nowNanos) {

    /**
     * What to ask about a case.
     *
     * @param confirmed pod UIDs of members, of any group, against which there is a quorum and fresh probes
     * @param pod and node: as cached, or as just read
     */
    Question ask(
            Target target,
            Docket docket,
            Case open,
            Set<String> confirmed,
            Optional<PodFact> pod,
            Optional<NodeFact> node,
            Limits limits,
            Self self,
            Coordination coordination) {
        return new Question(
                target,
                fact(docket, open),
                probes(docket, open),
                testimony(docket, open),
                pod,
                node,
                channels(open),
                surroundings(docket, open, confirmed),
                limits,
                self,
                coordination,
                docket.spec().remediation(),
                restartsInPlace,
                nowNanos);
    }

    private static CaseFact fact(Docket docket, Case open) {
        List<PodFact> group = docket.state().selected();
        long otherNodes = nodes(group.stream().filter(p -> !p.uid().equals(open.uid())))
                .filter(n -> !n.equals(open.node()))
                .count();
        long zones = group.stream()
                .map(PodFact::zone)
                .filter(z -> !z.isEmpty())
                .distinct()
                .count();
        List<Vote> votes = open.voters().stream()
                .map(v -> new Vote(v.uid(), v.node(), v.zone(), v.weight(), v.suspected(), false, v.levelMilli()))
                .toList();
        return new CaseFact(
                open.uid(),
                open.node(),
                VerdictKind.of(open.verdict()),
                open.uncorroborated(),
                votes,
                open.observers(),
                (int) otherNodes,
                zones > 1,
                open.openedNanos());
    }

    private List<Probe> probes(Docket docket, Case open) {
        Set<String> doubted = Stream.concat(
                        docket.state().suspicions().stream().map(Suspicion::uid),
                        docket.cases().stream().map(Case::uid))
                .collect(Collectors.toSet());
        return open.voters().stream()
                .flatMap(
                        voter -> book.probed(voter.uid(), open.uid()).stream().map(said -> probe(voter, said, doubted)))
                .toList();
    }

    private Probe probe(Voter voter, AgentBook.Probed said, Set<String> doubted) {
        return new Probe(
                voter.uid(),
                voter.node(),
                !doubted.contains(voter.uid()),
                said.reachable(),
                nowNanos - said.atNanos(),
                nowNanos - said.sinceNanos());
    }

    private Optional<Testimony> testimony(Docket docket, Case open) {
        return book.line(open.uid())
                .filter(AgentBook.Line::attached)
                .map(line -> new Testimony(
                        open.isOfFate()
                                ? book.burnt(open.uid(), docket.spec().key(), open.epoch())
                                : line.applicationFailed(),
                        nowNanos - line.heardNanos()));
    }

    private Channels channels(Case open) {
        Optional<AgentBook.Line> line = book.line(open.uid());
        Channels.Stream stream = line.map(l -> l.attached() ? Channels.Stream.ALIVE : Channels.Stream.LOST)
                .orElse(Channels.Stream.UNKNOWN);
        return new Channels(
                facts.leases().freshness(open.node(), nowNanos),
                stream,
                line.map(l -> nowNanos - l.sinceNanos()).orElse(0L));
    }

    private Surroundings surroundings(Docket docket, Case open, Set<String> confirmed) {
        List<Surroundings.Companion> companions = members.stream()
                .filter(p -> p.node().equals(open.node()) && !p.uid().equals(open.uid()))
                .filter(PodFact::injected)
                .map(p -> new Surroundings.Companion(p.uid(), confirmed.contains(p.uid()) ? Tri.TRUE : Tri.UNKNOWN))
                .toList();
        Predicate<String> other = n -> !n.equals(open.node());
        int groupNotFresh = (int) nodes(docket.state().selected().stream())
                .filter(other)
                .filter(this::notFresh)
                .count();
        List<String> others =
                facts.nodes().stream().map(NodeFact::name).filter(other).toList();
        return new Surroundings(companions, groupNotFresh, others.size(), (int)
                others.stream().filter(this::notFresh).count());
    }

    private boolean notFresh(String node) {
        return facts.leases().freshness(node, nowNanos) != Lease.FRESH;
    }

    private static Stream<String> nodes(Stream<PodFact> pods) {
        return pods.map(PodFact::node).filter(n -> !n.isEmpty()).distinct();
    }
}
