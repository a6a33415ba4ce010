package dev.fusebox.agent.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hosts as network namespaces on a bridge that has a namespace of its own: nothing of it is seen from outside. A keeper process
 * removes it all when this JVM closes the pipe to it, which the operating system does however this JVM ends.
 */
final class TestNetwork implements AutoCloseable {
    private static final String NETWORK = "198.18.64.";
    private static final int FIRST_HOST = 10;

    private final String prefix;
    private final Process keeper;

    private TestNetwork(String prefix, Process keeper) {
        this.prefix = prefix;
        this.keeper = keeper;
    }

    static TestNetwork of(int hosts) throws IOException, InterruptedException {
        String prefix = "fbx-" + ProcessHandle.current().pid() + "-";
        Process keeper = new ProcessBuilder("sh", "-c", """
                        trap '' INT TERM HUP
                        cat >/dev/null
                        for name in $(ip netns list | sed -n "s/^\\($1[^ ]*\\).*/\\1/p"); do
                          for pid in $(ip netns pids "$name"); do kill -KILL "$pid" || true; done
                          ip netns delete "$name"
                        done
                        """, "keeper", prefix)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TestNetwork network = new TestNetwork(prefix, keeper);
        try {
            network.build(hosts);
            return network;
        } catch (IOException | InterruptedException | AssertionError failure) {
            network.close();
            throw failure;
        }
    }

    String address(int host) {
        return NETWORK + (FIRST_HOST + host);
    }

    /** The command, to be run on that host. */
    List<String> on(int host, List<String> command) {
        List<String> full = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + prefix + "h" + host, "--"));
        full.addAll(command);
        return full;
    }

    /** From now on nothing passes between that host and the others, and nobody is told. */
    void cut(int host) throws IOException, InterruptedException {
        run(inBridge("nft", "add", "rule", "bridge", "faults", "forward", "iifname", "h" + host, "drop"));
        run(inBridge("nft", "add", "rule", "bridge", "faults", "forward", "oifname", "h" + host, "drop"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        keeper.getOutputStream().close();
        if (!keeper.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the network was not removed in 30 s");
        }
    }

    private void build(int hosts) throws IOException, InterruptedException {
        run(List.of("ip", "netns", "add", prefix + "bridge"));
        run(inBridge("ip", "link", "add", "bridge", "type", "bridge"));
        run(inBridge("ip", "link", "set", "bridge", "up"));
        for (int host = 0; host < hosts; host++) {
            String name = prefix + "h" + host;
            run(List.of("ip", "netns", "add", name));
            run(inBridge("ip", "link", "add", "h" + host, "type", "veth", "peer", "name", "eth0", "netns", name));
            run(inBridge("ip", "link", "set", "h" + host, "master", "bridge", "up"));
            run(on(host, List.of("ip", "address", "add", address(host) + "/24", "dev", "eth0")));
            run(on(host, List.of("ip", "link", "set", "eth0", "up")));
            run(on(host, List.of("ip", "link", "set", "lo", "up")));
        }
        run(inBridge("nft", "add", "table", "bridge", "faults"));
        run(inBridge(
                "nft", "add", "chain", "bridge", "faults", "forward", "{ type filter hook forward priority 0 ; }"));
    }

    private List<String> inBridge(String... command) {
        List<String> full = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + prefix + "bridge", "--"));
        full.addAll(List.of(command));
        return full;
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " (needs root, iproute2 and nftables): " + output);
        }
    }
}
