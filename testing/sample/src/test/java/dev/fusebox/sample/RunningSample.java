package dev.fusebox.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The sample as a process of its own. */
final class RunningSample implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    RunningSample(String endpoint) throws IOException {
        this(endpoint, "");
    }

    RunningSample(String endpoint, String hangPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target", "classes").toString(),
                Sample.class.getName());
        builder.environment().put("FUSEBOX_ENDPOINT", endpoint);
        builder.environment().put("SAMPLE_HANG_PORT", hangPort);
        process = builder.redirectErrorStream(true).start();
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads on to the next line that starts so. */
    String nextLine(String start) throws IOException {
        StringBuilder passed = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
            passed.append('\n').append(line);
        }
        throw new AssertionError("ended without a line that starts with \"" + start + "\":" + passed);
    }

    void terminate() {
        // Not Process.destroy(), which would also close its output.
        process.toHandle().destroy();
    }

    int status() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
