package dev.fusebox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private final AtomicLong clock = new AtomicLong(100);

    @Test
    void anEventEndsWithAnEmptyLineAndIsTimedAtItsData() throws IOException {
        assertThat(read("id: 7\nevent: fuse-burnt\ndata: {}\n\nid: 8\nevent: fuse-intact\ndata: {\"a\":1}\n\n"))
                .containsExactly(
                        new ServerSentEvent("7", "fuse-burnt", "{}", 100),
                        new ServerSentEvent("8", "fuse-intact", "{\"a\":1}", 101));
    }

    @Test
    void commentsAndUnknownFieldsArePassedOver() throws IOException {
        assertThat(read(": beat\n\nretry: 10\nevent: x\n: beat\ndata: y\n\n"))
                .containsExactly(new ServerSentEvent("", "x", "y", 100));
    }

    @Test
    void anEventWithoutDataIsNone() throws IOException {
        assertThat(read("event: x\n\ndata: y\n\n")).containsExactly(new ServerSentEvent("", "message", "y", 100));
    }

    @Test
    void dataOfSeveralLinesIsJoined() throws IOException {
        assertThat(read("data: a\ndata\ndata:b\n\n"))
                .containsExactly(new ServerSentEvent("", "message", "a\n\nb", 102));
    }

    @Test
    void anEventCutOffByTheEndIsDropped() throws IOException {
        assertThat(read("id: 7\nevent: fuse-burnt\ndata: {}\n")).isEmpty();
    }

    private List<ServerSentEvent> read(String stream) throws IOException {
        EventReader reader = new EventReader(new BufferedReader(new StringReader(stream)), clock::getAndIncrement);
        List<ServerSentEvent> events = new ArrayList<>();
        for (Optional<ServerSentEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
            events.add(event.get());
        }
        return events;
    }
}
