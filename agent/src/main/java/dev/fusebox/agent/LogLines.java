package dev.fusebox.agent;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The log: one line each on standard error, written beside the loop. */
final class LogLines extends Handler {
    private final PrintStream out;
    private final Executor writer;
    private final SimpleFormatter formatter = new SimpleFormatter();

    private LogLines(PrintStream out, Executor writer) {
        this.out = out;
        this.writer = writer;
    }

    /**
     * Sends everybody's log lines there. Of libraries only what is severe: their warnings can be caused from outside, message by message, and
     * are counted anyway.
     */
    static void install(PrintStream out, Executor writer) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        LogLines lines = new LogLines(out, writer);
        lines.setFilter(record -> record.getLevel().intValue() >= Level.SEVERE.intValue()
                || String.valueOf(record.getLoggerName()).startsWith("dev.fusebox"));
        root.addHandler(lines);
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        String line = line(record);
        writer.execute(() -> out.println(line));
    }

    private String line(LogRecord record) {
        StringBuilder line = new StringBuilder(160)
                .append(Instant.ofEpochMilli(record.getMillis()).truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(record.getLevel())
                .append(' ')
                .append(formatter.formatMessage(record).replace('\n', ' '));
        if (record.getThrown() != null) {
            line.append(": ").append(record.getThrown());
            for (StackTraceElement frame : record.getThrown().getStackTrace()) {
                if (frame.getClassName().startsWith("dev.fusebox")) {
                    line.append(" at ").append(frame);
                }
            }
        }
        return line.toString();
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
