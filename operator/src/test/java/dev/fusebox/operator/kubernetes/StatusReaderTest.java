package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.IncidentStatus;
import dev.fusebox.api.v1alpha1.SuspectStatus;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Stored;
import dev.fusebox.operator.health.Voter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReaderTest {
    private static final long NOW = 5_000;

    private static FailureGroupStatus status() {
        FailureGroupStatus status = new FailureGroupStatus();
        status.epoch = 7L;
        status.fuse = FailureGroupStatus.FuseState.Burnt;
        return status;
    }

    @Test
    void aGroupWithoutStatusIsNew() {
        assertThat(StatusReader.stored(Optional.empty(), NOW)).isEqualTo(Stored.of(new GroupState.Life(0, Fuse.NONE)));
    }

    @Test
    void anIncidentKeepsWhomItIsAbout() {
        FailureGroupStatus status = status();
        IncidentStatus incident = new IncidentStatus();
        incident.id = "7-1";
        incident.epoch = 7L;
        incident.cause = "Unreachable a";
        incident.podUIDs = List.of("uid-a");
        incident.at = "2026-01-01T00:00:00Z";
        status.incidents = List.of(incident);
        assertThat(StatusReader.stored(Optional.of(status), NOW).incidents())
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.subjects()).containsExactly("uid-a");
                    assertThat(read.at()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
                });
    }

    /** An operator that begins with it may not act before the agents say it again. */
    @Test
    void aCaseWithoutVotersKeepsItsEpochAndIsNoGroundForAnAction() {
        FailureGroupStatus status = status();
        SuspectStatus suspect = new SuspectStatus();
        suspect.podUID = "uid-a";
        suspect.verdict = "Unreachable";
        suspect.epoch = 6L;
        status.suspects = List.of(suspect);
        assertThat(StatusReader.stored(Optional.of(status), NOW).cases())
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.epoch()).isEqualTo(6);
                    assertThat(read.openedNanos()).isEqualTo(NOW);
                    assertThat(read.uncorroborated()).isTrue();
                });
        suspect.epoch = null;
        assertThat(StatusReader.stored(Optional.of(status), NOW).cases().get(0).epoch())
                .isEqualTo(7);
    }

    @Test
    void aCaseGoesOnOnTheGroundsOfItsVoters() {
        FailureGroupStatus status = status();
        SuspectStatus suspect = new SuspectStatus();
        suspect.podUID = "uid-a";
        SuspectStatus.Voter voter = new SuspectStatus.Voter();
        voter.podUID = "uid-b";
        voter.nodeName = "node-b";
        voter.zone = "zone-b";
        voter.phiMilli = 9_000;
        suspect.voters = List.of(voter);
        status.suspects = List.of(suspect);
        assertThat(StatusReader.stored(Optional.of(status), NOW).cases())
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.uncorroborated()).isFalse();
                    assertThat(read.voters()).containsExactly(new Voter("uid-b", "node-b", "zone-b", 1, 9_000, false));
                });
    }

    @Test
    void whatIsDamagedIsLeftOut() {
        FailureGroupStatus status = status();
        IncidentStatus nameless = new IncidentStatus();
        IncidentStatus timeless = new IncidentStatus();
        timeless.epoch = 3L;
        timeless.at = "yesterday";
        status.incidents = List.of(nameless, timeless);
        assertThat(StatusReader.stored(Optional.of(status), NOW).incidents())
                .singleElement()
                .satisfies(read -> assertThat(read.at()).isEqualTo(Instant.EPOCH));
    }
}
