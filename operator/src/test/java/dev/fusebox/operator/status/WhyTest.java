package dev.fusebox.operator.status;

import static dev.fusebox.operator.status.Groups.A;
import static dev.fusebox.operator.status.Groups.B;
import static dev.fusebox.operator.status.Groups.EARLY;
import static dev.fusebox.operator.status.Groups.LATE;
import static dev.fusebox.operator.status.Groups.allows;
import static dev.fusebox.operator.status.Groups.blocks;
import static dev.fusebox.operator.status.Groups.burnt;
import static dev.fusebox.operator.status.Groups.first;
import static dev.fusebox.operator.status.Groups.next;
import static dev.fusebox.operator.status.Groups.policy;
import static dev.fusebox.operator.status.Groups.state;
import static dev.fusebox.operator.status.Groups.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.IncidentStatus;
import dev.fusebox.api.v1alpha1.IntentStatus;
import dev.fusebox.api.v1alpha1.SuspectStatus;
import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.Voter;
import dev.fusebox.operator.health.judgement.Channels.Lease;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.Tri;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer to "why": what a status says of suspects, incidents and actions. */
class WhyTest {
    private static final RemediationView.Done DONE = new RemediationView.Done("a", 1, "Restart", "Obeyed", LATE);

    private static RemediationView done(RemediationView.Done... done) {
        return new RemediationView(
                policy(Mode.ENFORCE), List.of(), Set.of(), Map.of(), Optional.empty(), false, List.of(done));
    }

    private static RemediationView seen(Lease lease, Tri node, Tri pod, boolean connected) {
        return new RemediationView(
                policy(Mode.ENFORCE),
                List.of(),
                Set.of(),
                Map.of("a", new RemediationView.Seen(lease, node, pod, connected)),
                Optional.empty(),
                false,
                List.of());
    }

    private static IncidentStatus incident(FailureGroupStatus status) {
        assertThat(status.incidents).hasSize(1);
        return status.incidents.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "FRESH,Fresh,TRUE,True,FALSE,False,true,Connected",
        "HALF_EXPIRED,Stale,UNKNOWN,Unknown,FALSE,False,false,Lost",
        "EXPIRED,Expired,FALSE,False,UNKNOWN,Unknown,false,Lost",
        "UNKNOWN,Unknown,UNKNOWN,Unknown,TRUE,True,true,Connected"
    })
    void aSuspectShowsWhatTheOtherChannelsSay(
            Lease lease,
            SuspectStatus.NodeLease leaseShown,
            Tri node,
            SuspectStatus.Ready nodeShown,
            Tri pod,
            SuspectStatus.Ready podShown,
            boolean connected,
            SuspectStatus.AgentStream streamShown) {
        SuspectStatus.Channels shown =
                first(burnt(seen(lease, node, pod, connected))).suspects.get(0).channels;
        assertThat(shown.nodeLease).isEqualTo(leaseShown);
        assertThat(shown.nodeReady).isEqualTo(nodeShown);
        assertThat(shown.podReady).isEqualTo(podShown);
        assertThat(shown.agentStream).isEqualTo(streamShown);
    }

    @Test
    void aSuspectShowsWhatIsCalledForAndWhatStandsAgainstIt() {
        SuspectStatus blocked = first(burnt(view(Mode.ENFORCE, blocks("a", "NoQuorum", "2 of 3"))))
                .suspects
                .get(0);
        assertThat(blocked.action).isEqualTo("Restart");
        assertThat(blocked.blockedBy).isEqualTo("NoQuorum");
        assertThat(blocked.epoch).isEqualTo(1);
        SuspectStatus free =
                first(burnt(view(Mode.ENFORCE, allows("a", false)))).suspects.get(0);
        assertThat(free.blockedBy).isNull();
        SuspectStatus undecided = first(burnt(view(Mode.ENFORCE))).suspects.get(0);
        assertThat(undecided.action).isNull();
        assertThat(undecided.channels).isNull();
    }

    /** Whoever leads next may go on with the case on these grounds, and on no others. */
    @Test
    void aSuspectShowsWhoseVotesCount() {
        Case open = voted(false, voter("b", 1, false), voter("muted", 0, false), voter("doubted", 1, true));
        assertThat(voters(open, view(Mode.ENFORCE))).singleElement().satisfies(v -> {
            assertThat(v.podUID).isEqualTo("b");
            assertThat(v.nodeName).isEqualTo("node-b");
            assertThat(v.zone).isEqualTo("zone-b");
            assertThat(v.phiMilli).isEqualTo(9_000);
        });
    }

    @Test
    void aSuspectShowsNoVotersWhereNothingMayBeDoneOnTheirGrounds() {
        Case corroborated = voted(false, voter("b", 1, false));
        assertThat(voters(voted(true, voter("b", 1, false)), view(Mode.ENFORCE)))
                .isNull();
        assertThat(voters(corroborated, view(Mode.ENFORCE, blocks("a", "EvidenceVoid", ""))))
                .isNull();
        assertThat(voters(corroborated, view(Mode.ENFORCE, blocks("a", "NoFreshProbes", ""))))
                .isNotEmpty();
        assertThat(voters(voted(false, voter("b", 0, false)), view(Mode.ENFORCE)))
                .isNull();
    }

    private static Voter voter(String uid, int weight, boolean suspected) {
        return new Voter(uid, "node-" + uid, "zone-" + uid, weight, 9_000, suspected);
    }

    private static Case voted(boolean uncorroborated, Voter... voters) {
        return new Case("a", "pod-a", "n1", "Unreachable", 3, 4, 9_000, 1, 0, EARLY, uncorroborated, List.of(voters));
    }

    private static @Nullable List<SuspectStatus.Voter> voters(Case open, RemediationView view) {
        return first(state(1, Fuse.BURNT, List.of(A, B), List.of(open), view))
                .suspects
                .get(0)
                .voters;
    }

    @Test
    void anIncidentCarriesTheRecordOfTheRules() {
        IncidentStatus incident = incident(first(burnt(view(Mode.ENFORCE, blocks("a", "NoQuorum", "2 of 3")))));
        assertThat(incident.rules)
                .extracting(r -> r.rule + " " + r.holds + " " + r.reason)
                .containsExactly("Mode true ModeEnforce", "Quorum false NoQuorum");
        assertThat(incident.podUIDs).containsExactly("a");
        assertThat(incident.action).isEqualTo("None");
        assertThat(incident.result).isNull();
    }

    @Test
    void theRecordIsBounded() {
        Decision endless = new Decision(
                "a", Groups.restart("a"), Collections.nCopies(99, new RuleOutcome("R", true, "Fine", "")), false);
        assertThat(incident(first(burnt(view(Mode.ENFORCE, endless)))).rules).hasSize(32);
    }

    @Test
    void whatWasDoneStandsInTheIncidentAndInTheColumn() {
        FailureGroupStatus status = first(burnt(done(DONE)));
        assertThat(incident(status).action).isEqualTo("Restart");
        assertThat(incident(status).result).isEqualTo("Obeyed");
        assertThat(status.lastAction.action).isEqualTo("Restart");
        assertThat(status.lastAction.podUID).isEqualTo("a");
        assertThat(status.lastAction.at).isEqualTo(LATE.toString());
    }

    @Test
    void anActionOfAnotherEpochIsNotThisIncidents() {
        assertThat(incident(first(burnt(done(new RemediationView.Done("a", 9, "Evict", "Done", EARLY))))).action)
                .isEqualTo("None");
    }

    /** The case closes when its pod is gone, and a new operator knows of no decision: the answer stays. */
    @Test
    void theAnswerOutlivesTheCaseAndTheOperator() {
        FailureGroupStatus before = first(burnt(new RemediationView(
                policy(Mode.ENFORCE),
                List.of(allows("a", false)),
                Set.of(),
                Map.of(),
                Optional.empty(),
                false,
                List.of(DONE))));
        GroupState later = state(1, Fuse.BURNT, List.of(A, B), List.of(), RemediationView.EMPTY);
        FailureGroupStatus after = next(later, before);
        assertThat(incident(after)).usingRecursiveComparison().isEqualTo(incident(before));
        assertThat(after.lastAction).usingRecursiveComparison().isEqualTo(before.lastAction);
    }

    @Test
    void theLeadersFieldsAreNeverComposed() {
        FailureGroupStatus stored = first(burnt(view(Mode.ENFORCE)));
        stored.leaderEpoch = 4L;
        stored.intent = new IntentStatus();
        FailureGroupStatus next = next(burnt(view(Mode.ENFORCE)), stored);
        assertThat(next.leaderEpoch).isNull();
        assertThat(next.intent).isNull();
        assertThat(InvalidSpec.status("wrong", 9, Optional.of(stored), LATE).intent)
                .isNull();
        assertThat(StatusComposer.summary(stored)).usingRecursiveComparison().isEqualTo(next);
    }
}
