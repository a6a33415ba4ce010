package dev.fusebox.lab;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * One run of the lab's command line.
 *
 * @param code what it exits with
 * @param out what it printed for other programs
 * @param err what it printed for people
 */
public record CommandRun(int code, String out, String err) {
    /** Runs it with this on standard input. */
    public static CommandRun of(String stdin, String... args) {
        InputStream before = System.in;
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
            CommandLine line = Lab.commandLine();
            line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            return new CommandRun(line.execute(args), out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }
}
