package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.remediation.ClusterApi.NodeNow;
import dev.fusebox.operator.remediation.ClusterApi.PodNow;
import dev.fusebox.operator.remediation.Result.Kind;

/** The one request that changes a pod or node, and what its answer means. */
final class Effects {
    private final ClusterApi api;
    private final Orders orders;
    private final LeaderEpochs epochs;

    Effects(ClusterApi api, Orders orders, LeaderEpochs epochs) {
        this.api = api;
        this.orders = orders;
        this.epochs = epochs;
    }

    /** What a node carries that this intent acted on. */
    static String marker(GroupRef group, Intent intent) {
        return group.key() + "/" + intent.id();
    }

    /** Acts, once, on what was just seen. */
    Result act(Proposal proposal, Intent intent, Look look) {
        String namespace = proposal.group().namespace();
        return switch (look.decision().orElseThrow().action()) {
            case Action.OnPod pod when pod.kind() == Action.OnPod.Kind.RESTART -> ordered(intent, look);
            case Action.OnPod pod -> {
                String version = look.pod().found().map(PodNow::resourceVersion).orElse("");
                yield pod.kind() == Action.OnPod.Kind.EVICT
                        ? result(api.evict(namespace, pod.pod(), pod.uid(), version), "create pods/eviction")
                        : result(api.delete(namespace, pod.pod(), pod.uid(), version), "delete pods");
            }
            case Action.OnNode node -> onNode(proposal, intent, node, look);
            case Action.None none -> Result.of(Kind.NOT_ALLOWED, "nothing to do");
        };
    }

    private Result onNode(Proposal proposal, Intent intent, Action.OnNode node, Look look) {
        String version = look.node().found().map(NodeNow::resourceVersion).orElse("");
        String marker = marker(proposal.group(), intent);
        if (node.kind() == Action.OnNode.Kind.TEMPLATE) {
            return result(api.remediate(node.template(), node.node(), node.uid()), "create the template's kind");
        }
        Answer keep = api.keepUntilUndone(
                proposal.group(), true, epochs.of(proposal.group()).orElse(0L));
        if (keep != Answer.DONE) {
            return keep == Answer.FORBIDDEN
                    ? Result.of(Kind.FORBIDDEN, "patch failuregroups")
                    : Result.of(Kind.OPEN, "the finalizer could not be put on");
        }
        return result(
                node.kind() == Action.OnNode.Kind.CORDON
                        ? api.cordon(node.node(), node.uid(), version, marker)
                        : api.taint(node.node(), node.uid(), version, marker),
                "patch nodes");
    }

    /** The group need not stay for a cordon any more; gives that result, if this could be done. */
    Result kept(GroupRef ref, Result result) {
        Answer answer = api.keepUntilUndone(ref, false, epochs.of(ref).orElse(Long.MAX_VALUE));
        return answer == Answer.DONE || answer == Answer.ABSENT
                ? result
                : Result.of(Kind.OPEN, "the finalizer could not be taken off");
    }

    private Result ordered(Intent intent, Look look) {
        return switch (orders.restart(
                intent.caseUid(),
                intent.id(),
                intent.leaderEpoch(),
                look.decision().orElseThrow().action().name())) {
            case OBEYED -> Result.of(Kind.DONE, "its agent restarts its containers in place");
            case REPEATED -> Result.of(Kind.DONE, "its agent restarted its containers in place");
            case REFUSED -> Result.of(Kind.DISOBEYED, "its agent does not restart in place");
            case NONE -> Result.of(Kind.OPEN, "its agent gave no answer");
        };
    }

    private static Result result(Answer answer, String right) {
        return switch (answer) {
            case DONE -> Result.of(Kind.DONE, "");
            case ABSENT -> Result.of(Kind.TARGET_GONE, "it was gone already");
            case CONFLICT -> Result.of(Kind.OPEN, "it changed at the last moment");
            case REFUSED -> Result.of(Kind.REFUSED, "a PodDisruptionBudget refuses the eviction");
            case FORBIDDEN -> Result.of(Kind.FORBIDDEN, right);
            case UNCERTAIN -> Result.of(Kind.OPEN, "no answer came");
        };
    }
}
