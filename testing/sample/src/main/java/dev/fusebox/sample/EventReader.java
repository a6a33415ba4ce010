package dev.fusebox.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads the text/event-stream format (WHATWG HTML, "Server-sent events", section 9.2.6): fields by line, an event ends
 * with an empty line, a line that starts with a colon is a comment. An event cut off by the end of the stream is
 * dropped, as the format demands. For one thread.
 */
final class EventReader {
    private final BufferedReader lines;
    private final LongSupplier nanoClock;

    EventReader(BufferedReader lines, LongSupplier nanoClock) {
        this.lines = lines;
        this.nanoClock = nanoClock;
    }

    /** The next event that carries data, or empty at the end of the stream. Blocks. */
    Optional<ServerSentEvent> next() throws IOException {
        String id = "";
        String name = "message";
        StringBuilder data = new StringBuilder();
        long heardNanos = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return Optional.of(new ServerSentEvent(id, name, data.toString(), heardNanos));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> {
                    heardNanos = nanoClock.getAsLong();
                    data.append(data.isEmpty() ? "" : "\n").append(value);
                }
                default -> {
                    // Comments and unknown fields are ignored.
                }
            }
        }
        return Optional.empty();
    }
}
