package dev.fusebox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final String M2 = "{\"id\":\"uid-2\",\"name\":\"trainer-2\",\"node\":\"node2\"}";
    private static final String CAUSE = "{\"kind\":\"Verdict\",\"verdict\":\"Unreachable\",\"subjects\":[" + M2
            + "],\"origin\":{\"id\":\"uid-1\"}}";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Notices notices = new Notices(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aBurnSaysWhoAndWhy() {
        hear("fuse-burnt", 41, "{\"group\":\"demo/trainer\",\"epoch\":17,\"cause\":" + CAUSE + "}");

        assertThat(lines())
                .containsExactly("told fuse-burnt 41 demo/trainer 17"
                        + " cause=Verdict verdict=Unreachable subjects=trainer-2 origin=uid-1");
    }

    @Test
    void aMemberEventSaysWhoAndWhere() {
        hear("member-failed", 5, "{\"group\":\"g\",\"epoch\":1,\"member\":" + M2 + ",\"verdict\":\"Unreachable\"}");

        assertThat(lines()).containsExactly("told member-failed 5 g 1 member=trainer-2 node=node2 verdict=Unreachable");
    }

    @Test
    void anAgentThatTellsTwiceIsSeenToTellTwice() {
        hear("fuse-burnt", 1, "{\"group\":\"g\",\"epoch\":1}");
        hear("fuse-burnt", 2, "{\"group\":\"g\",\"epoch\":1}");

        assertThat(lines()).containsExactly("told fuse-burnt 1 g 1", "told fuse-burnt 2 g 1");
    }

    @Test
    void aLateListenerIsToldByTheSnapshot() {
        hear("snapshot", 9, snapshot("g", 3, "Burnt"));

        assertThat(lines())
                .containsExactly("told snapshot 9 g 3 fuse=Burnt members=1", "told fuse-burnt 9 g 3 by=snapshot");
    }

    @Test
    void aSnapshotAfterABreakTellsOnlyNews() {
        hear("fuse-intact", 1, "{\"group\":\"g\",\"epoch\":3}");
        hear("snapshot", 2, snapshot("g", 3, "Intact"));
        hear("fuse-burnt", 3, "{\"group\":\"g\",\"epoch\":3}");
        hear("snapshot", 4, snapshot("g", 3, "Burnt"));
        hear("snapshot", 5, snapshot("g", 4, "Forming"));
        hear("snapshot", 6, snapshot("g", 4, "Intact"));
        hear("snapshot", 7, snapshot("h", 1, "Burnt"));

        assertThat(lines())
                .containsExactly(
                        "told fuse-intact 1 g 3",
                        "told snapshot 2 g 3 fuse=Intact members=1",
                        "told fuse-burnt 3 g 3",
                        "told snapshot 4 g 3 fuse=Burnt members=1",
                        "told snapshot 5 g 4 fuse=Forming members=1",
                        "told snapshot 6 g 4 fuse=Intact members=1",
                        "told fuse-intact 6 g 4 by=snapshot",
                        "told snapshot 7 h 1 fuse=Burnt members=1",
                        "told fuse-burnt 7 h 1 by=snapshot");
    }

    @Test
    void aBrokenEventIsReportedAndChangesNothing() {
        hear("fuse-burnt", 1, "{\"group\":");
        hear("snapshot", 2, snapshot("g", 1, "Burnt"));

        assertThat(lines())
                .containsExactly(
                        "agent events malformed fuse-burnt not JSON: expected more at character 9",
                        "told snapshot 2 g 1 fuse=Burnt members=1",
                        "told fuse-burnt 2 g 1 by=snapshot");
    }

    private void hear(String name, long heardNanos, String data) {
        notices.hear(new ServerSentEvent("1", name, data, heardNanos));
    }

    private static String snapshot(String group, long epoch, String fuse) {
        return "{\"groups\":[{\"group\":\"" + group + "\",\"epoch\":" + epoch + ",\"fuse\":\"" + fuse
                + "\",\"members\":[" + M2 + "]}]}";
    }

    private String[] lines() {
        return printed.toString(StandardCharsets.UTF_8).split("\n");
    }
}
