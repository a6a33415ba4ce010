package dev.fusebox.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The application's main program. Environment: {@code FUSEBOX_ENDPOINT}, the agent's local API (default
 * {@code http://127.0.0.1:7117}); {@code SAMPLE_HANG_PORT}, if set, makes it say every 300 ms that it gets on, until somebody connects to
 * that port, see {@link Progress}. Output, one flushed line each:
 *
 * <ul>
 *   <li>{@code told <event> <System.nanoTime()> <group> <epoch> [detail]} for each notice, see {@link Notices};
 *   <li>{@code progress <System.nanoTime()> <steps>} every 30 s, in place of real work;
 *   <li>{@code agent ...} when the agent's API comes and goes;
 *   <li>{@code left <System.nanoTime()> <outcome>} on SIGTERM, after which it ends with status 0.
 * </ul>
 */
public final class Sample {
    private static final String DEFAULT_ENDPOINT = "http://127.0.0.1:7117";
    private static final Duration STEP = Duration.ofSeconds(30);

    private Sample() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        AgentApi agent;
        try {
            agent = new AgentApi(endpoint(System.getenv().getOrDefault("FUSEBOX_ENDPOINT", DEFAULT_ENDPOINT)));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        Optional<Progress> progress;
        String hangPort = System.getenv().getOrDefault("SAMPLE_HANG_PORT", "");
        try {
            progress = hangPort.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Progress(agent, out, Integer.parseInt(hangPort)));
        } catch (IOException | IllegalArgumentException wrong) {
            System.err.println("SAMPLE_HANG_PORT: cannot listen on \"" + hangPort + "\": set it to a free port");
            System.exit(2);
            return;
        }
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, out, ending), "goodbye"));
        start("lifeline", new Lifeline(agent, out, reconnect(ending)));
        start("events", new EventListener(agent, new Notices(out), out, reconnect(ending)));
        progress.ifPresent(one -> start("progress", one));
        for (long steps = 0; ; steps++) {
            out.println("progress " + System.nanoTime() + " " + steps);
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        }
    }

    /**
     * @throws IllegalArgumentException with one line that says what to do, unless the text is an http address with a
     *     host
     */
    static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Said below, in the same words as for any other unusable address.
        }
        throw new IllegalArgumentException(
                "FUSEBOX_ENDPOINT: \"" + text + "\" is no http address; set it to one like " + DEFAULT_ENDPOINT);
    }

    /**
     * The planned end. The leave is said before the process ends, so that peers do not take the closing lifeline for a
     * failure; if the agent does not answer in time the program ends all the same. Halting gives status 0: an end that
     * was asked for is no error, while the JVM's own status after SIGTERM is 143.
     */
    private static void end(AgentApi agent, PrintStream out, AtomicBoolean ending) {
        ending.set(true);
        String outcome = agent.leave("terminating");
        out.println("left " + System.nanoTime() + " " + outcome);
        Runtime.getRuntime().halt(0);
    }

    private static Reconnect reconnect(AtomicBoolean ending) {
        return new Reconnect(RandomGenerator.getDefault(), TimeUnit.NANOSECONDS::sleep, ending::get);
    }

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
