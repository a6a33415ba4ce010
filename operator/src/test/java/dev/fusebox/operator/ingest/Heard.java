package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what the gateway passes on, one line each, in order. */
final class Heard implements AgentListener {
    private static final long HANG_SECONDS = 20;

    volatile boolean full;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(100_000);

    @Override
    public boolean attached(AgentHello hello) {
        lines.add("attached " + hello.getMember());
        return true;
    }

    @Override
    public boolean said(String uid, AgentMessage message) {
        if (full) {
            return false;
        }
        lines.add(uid + " " + message.getBodyCase());
        return true;
    }

    @Override
    public void detached(String uid) {
        lines.add("detached " + uid);
    }

    void quarantined(String uid) {
        lines.add("quarantined " + uid);
    }

    void drops(String uid, Drop why) {
        lines.add("dropped " + why);
    }

    String next() throws InterruptedException {
        String line = lines.poll(HANG_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing came");
        }
        return line;
    }

    int waiting() {
        return lines.size();
    }
}
