package dev.fusebox.operator.status;

import dev.fusebox.api.v1alpha1.SuspectStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.Voter;
import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.health.judgement.RuleReason;
import dev.fusebox.operator.roster.Tri;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Open cases as a status shows them. */
final class SuspectComposer {
    private static final int MAX_SUSPECTS = 32;

    private SuspectComposer() {}

    static List<SuspectStatus> suspects(GroupState state) {
        Map<String, Decision> decisions = state.remediation().decisions().stream()
                .collect(Collectors.toMap(Decision::caseUid, Function.identity(), (first, second) -> first));
        return state.cases().stream()
                .limit(MAX_SUSPECTS)
                .map(open -> suspect(
                        open,
                        Optional.ofNullable(decisions.get(open.uid())),
                        Optional.ofNullable(state.remediation().channels().get(open.uid()))))
                .toList();
    }

    private static SuspectStatus suspect(
            Case open, Optional<Decision> decision, Optional<RemediationView.Seen> channels) {
        SuspectStatus suspect = new SuspectStatus();
        suspect.podUID = open.uid();
        suspect.podName = open.name();
        suspect.nodeName = open.node();
        suspect.verdict = open.verdict();
        suspect.epoch = open.epoch();
        suspect.votes = open.votes();
        suspect.observers = open.observers();
        suspect.phiMilliAtVerdict = open.levelMilli();
        suspect.voters = isGround(open, decision) ? voters(open) : null;
        suspect.since = open.since().truncatedTo(ChronoUnit.SECONDS).toString();
        suspect.channels = channels.map(SuspectComposer::channels).orElse(null);
        suspect.action = decision.map(d -> d.action().name()).orElse(null);
        suspect.blockedBy =
                decision.flatMap(Decision::blockedBy).map(RuleOutcome::reason).orElse(null);
        return suspect;
    }

    /** Not what was never a ground for action, and not what a breaker's closing has made void: the next leader would not know. */
    private static boolean isGround(Case open, Optional<Decision> decision) {
        return !open.uncorroborated()
                && decision.filter(SuspectComposer::isVoid).isEmpty();
    }

    private static boolean isVoid(Decision decision) {
        return decision.outcomes().stream().anyMatch(o -> o.reason().equals(RuleReason.EVIDENCE_VOID.text()));
    }

    private static @Nullable List<SuspectStatus.Voter> voters(Case open) {
        List<SuspectStatus.Voter> counted = open.voters().stream()
                .filter(Voter::counts)
                .map(SuspectComposer::voter)
                .toList();
        return counted.isEmpty() ? null : counted;
    }

    private static SuspectStatus.Voter voter(Voter observer) {
        SuspectStatus.Voter voter = new SuspectStatus.Voter();
        voter.podUID = observer.uid();
        voter.nodeName = observer.node();
        voter.zone = observer.zone();
        voter.phiMilli = observer.levelMilli();
        return voter;
    }

    private static SuspectStatus.Channels channels(RemediationView.Seen seen) {
        SuspectStatus.Channels channels = new SuspectStatus.Channels();
        channels.nodeLease = lease(seen.nodeLease());
        channels.nodeReady = ready(seen.nodeReady());
        channels.podReady = ready(seen.podReady());
        channels.agentStream =
                seen.agentConnected() ? SuspectStatus.AgentStream.Connected : SuspectStatus.AgentStream.Lost;
        return channels;
    }

    private static SuspectStatus.NodeLease lease(Lease freshness) {
        return switch (freshness) {
            case FRESH -> SuspectStatus.NodeLease.Fresh;
            case HALF_EXPIRED -> SuspectStatus.NodeLease.Stale;
            case EXPIRED -> SuspectStatus.NodeLease.Expired;
            case UNKNOWN -> SuspectStatus.NodeLease.Unknown;
        };
    }

    private static SuspectStatus.Ready ready(Tri ready) {
        return switch (ready) {
            case TRUE -> SuspectStatus.Ready.True;
            case FALSE -> SuspectStatus.Ready.False;
            case UNKNOWN -> SuspectStatus.Ready.Unknown;
        };
    }
}
