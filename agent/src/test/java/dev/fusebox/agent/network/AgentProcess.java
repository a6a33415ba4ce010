package dev.fusebox.agent.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One agent as it is shipped, on one host of the test network. */
final class AgentProcess {
    private static final Path HOME = Path.of(System.getProperty("fusebox.agent.home", "target/fusebox-agent"));

    private final String id;
    private final Process process;
    private final Lines events;
    private final Lines log;

    private AgentProcess(String id, Process process) {
        this.id = id;
        this.process = process;
        this.events = new Lines(id + " events", process.getInputStream());
        this.log = new Lines(id + " log", process.getErrorStream());
    }

    static AgentProcess start(TestNetwork network, int host, String id, Path roster, Path state) throws IOException {
        // What else this machine does is not what is tested here.
        List<String> command = List.of(
                "nice",
                "-n",
                "-20",
                HOME.resolve("bin/fusebox-agent").toAbsolutePath().toString(),
                "--roster",
                roster.toString(),
                "--self",
                id,
                "--insecure",
                "--events",
                "--state-dir",
                state.toString());
        return new AgentProcess(id, new ProcessBuilder(network.on(host, command)).start());
    }

    String id() {
        return id;
    }

    /** Waits until that epoch is intact or burnt here; whether it is intact. */
    boolean awaitFormed(String groupEpoch) throws InterruptedException {
        return log.await(line -> line.contains(groupEpoch + " fuse ")).contains("fuse intact");
    }

    /** Waits until it is told of the burn; the time it was, in nanoseconds of this host. */
    long awaitBurn(int epoch) throws InterruptedException {
        return Long.parseLong(events.await(line -> isBurn(line, epoch)).split(" ")[1]);
    }

    List<String> burns(int epoch) {
        return events.all().stream().filter(line -> isBurn(line, epoch)).toList();
    }

    List<String> log() {
        return log.all();
    }

    void signal(String name) throws IOException, InterruptedException {
        TestNetwork.run(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    /** Ends it as the kubelet does, and waits for all that it says; its exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError(id + " did not end in 30 s");
        }
        events.awaitEnd();
        log.awaitEnd();
        return process.exitValue();
    }

    private static boolean isBurn(String event, int epoch) {
        return event.contains(" BURN ") && event.contains(" epoch=" + epoch + " ");
    }
}
