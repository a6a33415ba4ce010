package dev.fusebox.operator.health.review;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.judgement.Budget;
import dev.fusebox.operator.health.judgement.Coordination;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.Judgement;
import dev.fusebox.operator.health.judgement.Overload;
import dev.fusebox.operator.health.judgement.Self;
import dev.fusebox.operator.health.judgement.Target;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges every open case of every group, again and again, and keeps the newest decisions. Twice for each case: once with what the caches
 * say, and once more, right before something is done, with what was just read. Not thread-safe; time is an argument.
 */
public final class Review {
    private final Restraints restraints;
    private final Coordinator coordinator;
    private final Census census = new Census();
    private final Map<String, List<Decision>> decisions = new HashMap<>();
    private Set<String> confirmed = Set.of();
    private List<PodFact> members = List.of();

    /** What is known of others that work on nodes and pods. */
    public interface Coordinator {
        /** About the pod of a case and its node. */
        Coordination about(String podUid, String node, long nowNanos);
    }

    /**
     * The operator's own state, as far as the review does not see it itself.
     *
     * @param leading whether it holds its own Lease
     * @param leadingForNanos since it began to lead, or started, whichever is later
     * @param loopLagNanos worst lateness of its own loop lately
     * @param restartsInPlace whether the cluster can restart all containers of a pod in place
     */
    public record Post(boolean leading, long leadingForNanos, long loopLagNanos, boolean restartsInPlace) {}

    /** A review that is held back by these. */
    public Review(Restraints restraints, Coordinator coordinator) {
        this.restraints = restraints;
        this.coordinator = coordinator;
    }

    /** Judges all of them. */
    public void look(Collection<Docket> dockets, ClusterFacts facts, AgentBook book, Post post, long nowNanos) {
        Map<String, PodFact> byUid = new LinkedHashMap<>();
        dockets.forEach(d -> d.state().selected().forEach(p -> byUid.put(p.uid(), p)));
        members = List.copyOf(byUid.values());
        Census.Count count = census.take(members, book, nowNanos);
        Questions questions = new Questions(facts, book, members, post.restartsInPlace(), nowNanos);
        confirmed = confirmed(dockets, questions, post, nowNanos);
        restraints.observeCluster(overloaded(count), nowNanos);
        for (Docket docket : dockets) {
            Set<String> ofGroup = docket.cases().stream()
                    .map(Case::uid)
                    .filter(confirmed::contains)
                    .collect(Collectors.toSet());
            restraints.observeGroup(docket, docket.state().selected(), ofGroup, nowNanos);
        }
        decisions.keySet().retainAll(dockets.stream().map(d -> d.spec().key()).toList());
        for (Docket docket : dockets) {
            decisions.put(docket.spec().key(), judge(docket, questions, post, nowNanos));
        }
    }

    /** The newest decisions about the open cases of that group. */
    public List<Decision> of(String group) {
        return decisions.getOrDefault(group, List.of());
    }

    /**
     * Judges one case with what was just read.
     *
     * @param intentId of the action, if it has been decided before; else empty
     * @param pod with the case's UID as it is now; empty if it is gone or another has its name
     */
    public Decision again(
            Target target,
            Docket docket,
            Case open,
            String intentId,
            ClusterFacts facts,
            AgentBook book,
            Post post,
            Optional<PodFact> pod,
            Optional<NodeFact> node,
            Coordination coordination,
            long nowNanos) {
        Questions questions = new Questions(facts, book, members, post.restartsInPlace(), nowNanos);
        return judge(
                target,
                docket,
                open,
                intentId,
                questions,
                pod,
                node,
                self(post, OptionalLong.of(0), nowNanos),
                coordination);
    }

    private List<Decision> judge(Docket docket, Questions questions, Post post, long nowNanos) {
        List<Decision> made = new ArrayList<>();
        for (Case open : docket.toJudge()) {
            Optional<PodFact> pod = questions.facts().pod(open.uid());
            Optional<NodeFact> node = questions.facts().node(open.node());
            Coordination coordination = coordinator.about(open.uid(), open.node(), nowNanos);
            Self self = self(post, OptionalLong.empty(), nowNanos);
            if (docket.spec().remediation().nodeAction() != RemediationPolicy.NodeAction.NONE && !open.isOfFate()) {
                made.add(judge(Target.NODE, docket, open, "", questions, pod, node, self, coordination));
            }
            made.add(judge(Target.POD, docket, open, "", questions, pod, node, self, coordination));
        }
        return made;
    }

    private Decision judge(
            Target target,
            Docket docket,
            Case open,
            String intentId,
            Questions questions,
            Optional<PodFact> pod,
            Optional<NodeFact> node,
            Self self,
            Coordination coordination) {
        String lineage = lineage(target, open, pod);
        return Judgement.judge(questions.ask(
                target,
                docket,
                open,
                confirmed,
                pod,
                node,
                restraints.limits(docket.spec(), lineage, payment(docket.spec(), open, intentId), questions.nowNanos()),
                self,
                coordination));
    }

    /** What is paid for once: each action by itself, and the fate of a burnt group as one. */
    public static String payment(GroupSpec spec, Case open, String intentId) {
        return open.isOfFate() ? "fate/" + spec.uid() + "/" + open.epoch() : intentId;
    }

    /** Whose budget an action draws on. */
    public static String lineage(Target target, Case open, Optional<PodFact> pod) {
        return switch (target) {
            case POD -> pod.map(Budget::lineage).orElse("Pod/" + open.uid());
            case NODE -> Budget.lineageOfNode(open.node());
        };
    }

    private Set<String> confirmed(Collection<Docket> dockets, Questions questions, Post post, long nowNanos) {
        Set<String> found = new HashSet<>();
        confirmed = Set.of();
        for (Docket docket : dockets) {
            judge(docket, questions, post, nowNanos).stream()
                    .filter(Decision::confirmed)
                    .forEach(d -> found.add(d.caseUid()));
        }
        return found;
    }

    /** A node is dead if all members on it are confirmed suspects. */
    private boolean overloaded(Census.Count count) {
        Map<String, List<PodFact>> byNode = members.stream()
                .filter(p -> p.injected() && !p.node().isEmpty())
                .collect(Collectors.groupingBy(PodFact::node));
        long dead = byNode.values().stream()
                .filter(on -> on.stream().allMatch(p -> confirmed.contains(p.uid())))
                .count();
        return Overload.ofCluster(byNode.size(), (int) dead, count.known(), count.silent());
    }

    private Self self(Post post, OptionalLong readAgeNanos, long nowNanos) {
        return new Self(
                post.leading(),
                post.leadingForNanos(),
                post.loopLagNanos(),
                census.count().expected(),
                census.count().attached(),
                census.enoughForNanos(nowNanos),
                readAgeNanos);
    }
}
