package dev.fusebox.sample;

import java.io.PrintStream;

/** Prints the comings and goings of one stream: one line per outage, however many tries it takes. For one thread. */
final class StreamLog implements Reconnect.Report {
    private final String stream;
    private final PrintStream out;
    private String lastReason = "";

    StreamLog(String stream, PrintStream out) {
        this.stream = stream;
        this.out = out;
    }

    void opened() {
        lastReason = "";
        out.println("agent " + stream + " open " + System.nanoTime());
    }

    @Override
    public void ended(String reason) {
        if (lastReason.isEmpty()) {
            out.println("agent " + stream + " lost " + System.nanoTime() + " " + reason + "; retrying");
        }
        lastReason = reason;
    }
}
