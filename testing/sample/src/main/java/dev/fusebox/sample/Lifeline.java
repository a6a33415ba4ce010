package dev.fusebox.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Holds the lifeline: an HTTP response that never ends. Nothing is learnt from its content; the agent notices when the
 * connection closes, which the operating system does however this process dies.
 */
final class Lifeline implements Runnable {
    private final AgentApi agent;
    private final StreamLog log;
    private final Reconnect reconnect;

    Lifeline(AgentApi agent, PrintStream out, Reconnect reconnect) {
        this.agent = agent;
        this.log = new StreamLog("lifeline", out);
        this.reconnect = reconnect;
    }

    @Override
    public void run() {
        reconnect.keep(this::hold, log);
    }

    private void hold(Runnable opened) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(agent.lifeline(), StandardCharsets.UTF_8))) {
            opened.run();
            log.opened();
            while (lines.readLine() != null) {
                // The content is only a sign that the agent lives; reading it keeps the deadline away.
            }
        }
    }
}
