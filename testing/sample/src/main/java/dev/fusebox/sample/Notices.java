package dev.fusebox.sample;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Turns events into lines {@code told <event> <nanoTime> <group> <epoch> [detail]}; the detail is {@code key=value}
 * words.
 *
 * <p>An event of the stream is printed as it comes: if an agent told twice, one would see it. A snapshot is printed as
 * one {@code snapshot} line per group; if it shows a burnt or intact fuse that this application has not heard of, a
 * {@code fuse-burnt} or {@code fuse-intact} line with {@code by=snapshot} follows, since a late listener is told too.
 * For one thread.
 */
final class Notices {
    private static final String BURNT = "fuse-burnt";
    private static final String INTACT = "fuse-intact";

    private final PrintStream out;
    private final Map<String, Long> newestBurntEpoch = new HashMap<>();
    private final Map<String, Long> newestIntactEpoch = new HashMap<>();

    Notices(PrintStream out) {
        this.out = out;
    }

    void hear(ServerSentEvent event) {
        Json data;
        try {
            data = JsonReader.read(event.data());
        } catch (IllegalArgumentException malformed) {
            out.println("agent events malformed " + event.name() + " " + malformed.getMessage());
            return;
        }
        if ("snapshot".equals(event.name())) {
            data.field("groups").items().forEach(group -> snapshot(event, group));
        } else {
            remember(event.name(), data);
            print(event.name(), event.heardNanos(), data, detail(data));
        }
    }

    private void snapshot(ServerSentEvent event, Json group) {
        String fuse = group.field("fuse").text();
        int members = group.field("members").items().size();
        print("snapshot", event.heardNanos(), group, "fuse=" + fuse + " members=" + members);
        String name = "Burnt".equals(fuse) ? BURNT : "Intact".equals(fuse) ? INTACT : "";
        if (!name.isEmpty() && remember(name, group)) {
            print(name, event.heardNanos(), group, (detail(group) + " by=snapshot").strip());
        }
    }

    /** Whether this was news; only what happens to a fuse is remembered. */
    private boolean remember(String name, Json data) {
        return switch (name) {
            case BURNT -> raise(newestBurntEpoch, data);
            case INTACT -> raise(newestIntactEpoch, data);
            default -> true;
        };
    }

    private static boolean raise(Map<String, Long> newestEpoch, Json data) {
        String group = data.field("group").text();
        long epoch = data.field("epoch").number();
        boolean news = epoch > newestEpoch.getOrDefault(group, Long.MIN_VALUE);
        newestEpoch.merge(group, epoch, Math::max);
        return news;
    }

    private void print(String name, long heardNanos, Json data, String detail) {
        String line = "told " + name + " " + heardNanos + " "
                + data.field("group").text() + " " + data.field("epoch").number();
        out.println(detail.isEmpty() ? line : line + " " + detail);
    }

    private static String detail(Json data) {
        StringJoiner words = new StringJoiner(" ");
        Json member = data.field("member");
        add(words, "member", person(member));
        add(words, "node", member.field("node").text());
        add(words, "verdict", data.field("verdict").text());
        Json cause = data.field("cause");
        add(words, "cause", cause.field("kind").text());
        add(words, "verdict", cause.field("verdict").text());
        List<String> subjects =
                cause.field("subjects").items().stream().map(Notices::person).toList();
        add(words, "subjects", String.join(",", subjects));
        add(words, "origin", person(cause.field("origin")));
        return words.toString();
    }

    /** The name that people know, or the id where there is none. */
    private static String person(Json member) {
        String name = member.field("name").text();
        return name.isEmpty() ? member.field("id").text() : name;
    }

    private static void add(StringJoiner words, String key, String value) {
        if (!value.isEmpty()) {
            words.add(key + "=" + value.replace(' ', '_'));
        }
    }
}
