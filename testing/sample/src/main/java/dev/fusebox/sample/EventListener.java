package dev.fusebox.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Listens to the agent's events for as long as the program runs. After a break it resumes behind the last event it has
 * handled, so that nothing is heard twice and nothing is missed; an agent that cannot resume there sends a snapshot.
 */
final class EventListener implements Runnable {
    private final AgentApi agent;
    private final Notices notices;
    private final StreamLog log;
    private final Reconnect reconnect;
    private String lastEventId = "";

    EventListener(AgentApi agent, Notices notices, PrintStream out, Reconnect reconnect) {
        this.agent = agent;
        this.notices = notices;
        this.log = new StreamLog("events", out);
        this.reconnect = reconnect;
    }

    @Override
    public void run() {
        reconnect.keep(this::listen, log);
    }

    private void listen(Runnable opened) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(agent.events(lastEventId), StandardCharsets.UTF_8))) {
            opened.run();
            log.opened();
            EventReader reader = new EventReader(lines, System::nanoTime);
            for (Optional<ServerSentEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
                handle(event.get());
            }
        }
    }

    private void handle(ServerSentEvent event) {
        notices.hear(event);
        if (!event.id().isEmpty()) {
            lastEventId = event.id();
        }
    }
}
