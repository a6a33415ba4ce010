package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupStatus;
import dev.fusebox.api.v1alpha1.IncidentStatus;
import dev.fusebox.api.v1alpha1.IntentStatus;
import dev.fusebox.api.v1alpha1.SuspectStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
    private static FailureGroup group() {
        FailureGroup group = new FailureGroup();
        group.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("g")
                .withResourceVersion("7")
                .build());
        return group;
    }

    /** A field that server-side apply sees, be it null, changes hands; and one that its owner no longer sends is removed. */
    @Test
    void whatAnotherManagerAppliesIsNotInTheDocument() {
        FailureGroupStatus status = new FailureGroupStatus();
        status.epoch = 3L;
        status.leaderEpoch = 4L;
        status.intent = new IntentStatus();
        String sent = Serialization.asJson(StatusWriter.document(group(), status));
        assertThat(sent).contains("\"epoch\":3").doesNotContain("leaderEpoch", "intent", "null");
    }

    @Test
    void whatIsUnknownIsAbsentAndNotNull() {
        FailureGroupStatus status = new FailureGroupStatus();
        SuspectStatus suspect = new SuspectStatus();
        suspect.podUID = "u";
        IncidentStatus incident = new IncidentStatus();
        incident.id = "1-1";
        status.suspects = List.of(suspect);
        status.incidents = List.of(incident);
        assertThat(Serialization.asJson(StatusWriter.document(group(), status))).doesNotContain("null");
    }

    @Test
    void theSummaryIsAppliedWhateverVersionStands() {
        assertThat(StatusWriter.document(group(), new FailureGroupStatus())
                        .getMetadata()
                        .getResourceVersion())
                .isNull();
    }
}
