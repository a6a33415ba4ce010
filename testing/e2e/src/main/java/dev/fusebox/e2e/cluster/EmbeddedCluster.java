package dev.fusebox.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.e2e.command.Command;
import dev.fusebox.e2e.command.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cluster on this machine, through {@code ./fusebox cluster}. Needs root. Thread-safe: the launcher takes turns. */
public final class EmbeddedCluster {
    /** A first start builds Kubernetes; a warm one takes half a minute. */
    private static final Duration UP = Duration.ofMinutes(40);

    private static final Duration LOAD = Duration.ofMinutes(5);
    /** Healing a killed node starts it again. */
    private static final Duration FAULT = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path launcher;

    /**
     * @param root the checkout
     */
    public EmbeddedCluster(Path root) {
        this.launcher = root.resolve("fusebox");
    }

    /** Starts or repairs it; progress goes to standard error. */
    public void up(int nodes) {
        command("up", "--nodes", Integer.toString(nodes)).runShown(UP);
    }

    public void load(Path archive) {
        command("load", archive.toString()).run(LOAD);
    }

    /** The variables with which kubectl and helm reach it. */
    public Map<String, String> environment() {
        String script = "eval \"$(\"$1\" cluster env)\" && printf '%s\\n%s\\n' \"$KUBECONFIG\" \"$PATH\"";
        List<String> lines = new Command(List.of("sh", "-c", script, "sh", launcher.toString()), Map.of())
                .run(FAULT)
                .lines()
                .toList();
        if (lines.size() != 2) {
            throw new CommandFailure("./fusebox cluster env gave no KUBECONFIG; see ./fusebox cluster status");
        }
        return Map.of("KUBECONFIG", lines.get(0), "PATH", lines.get(1));
    }

    /** Drops the frames of a pod's or a node's cable. */
    public Effect cut(Target target) {
        return fault("cut", target);
    }

    /** Drops the frames of TCP connections with that port at either end, on a pod's or a node's cable. */
    public Effect cut(Target target, int tcpPort) {
        return fault("cut", target, "--tcp-port", Integer.toString(tcpPort));
    }

    /** Pauses all processes of a pod or a node. */
    public Effect freeze(Target target) {
        return fault("freeze", target);
    }

    /** The same, until it goes on by itself after so long. */
    public Effect freeze(Target target, Duration duration) {
        return fault("freeze", target, "--for", duration.toSeconds() + "s");
    }

    /** SIGKILL to all processes of the target. */
    public Effect kill(Target target) {
        return fault("kill", target);
    }

    /** Undoes all faults. */
    public void heal() {
        command("fault", "heal", "--json").run(FAULT);
    }

    /** Breaks all connections of the API server at once; etcd, controllers and nodes run on. */
    public Effect stopApi() {
        return effect(command("api", "stop", "--json"));
    }

    /** Returns when it is ready. */
    public Effect startApi() {
        return effect(command("api", "start", "--json"));
    }

    private Effect fault(String kind, Target target, String... options) {
        List<String> words = new ArrayList<>(List.of("fault", kind));
        words.addAll(target.words());
        words.addAll(List.of(options));
        words.add("--json");
        return effect(command(words.toArray(String[]::new)));
    }

    private static Effect effect(Command command) {
        String output = command.run(FAULT);
        try {
            JsonNode facts = JSON.readTree(output);
            return new Effect(
                    facts.path("atNanos").asLong(), facts.path("doneNanos").asLong());
        } catch (JsonProcessingException malformed) {
            throw new CommandFailure("not the JSON of a cluster command: " + output.strip(), malformed);
        }
    }

    private Command command(String... words) {
        List<String> all = new ArrayList<>(List.of(launcher.toString(), "cluster"));
        all.addAll(List.of(words));
        return new Command(all, Map.of());
    }
}
