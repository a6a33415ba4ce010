package dev.fusebox.e2e.trial;

import dev.fusebox.e2e.observe.SampleLog;
import dev.fusebox.e2e.observe.Told;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened after a fault, in the order of time. Not thread-safe. */
public final class Timeline {
    private static final double NANOS_PER_MILLI = 1e6;

    private record Entry(long atNanos, String text) {}

    private final long faultNanos;
    private final List<Entry> entries = new ArrayList<>();

    public Timeline(long faultNanos) {
        this.faultNanos = faultNanos;
    }

    public void add(long atNanos, String text) {
        entries.add(new Entry(atNanos, text));
    }

    /** The first suspicion and the first verdict that any application heard, and each application's notice of the burn. */
    public void addNotices(List<SampleLog> logs, String group, long epoch) {
        addFirst(logs, group, epoch, Told.SUSPECTED, "suspects");
        addFirst(logs, group, epoch, Told.FAILED, "has the verdict about");
        for (SampleLog log : logs) {
            for (Told notice : log.all(Told.BURNT, group, epoch)) {
                add(notice.atNanos(), log.pod() + " told: fuse of epoch " + epoch + " burnt" + because(notice));
            }
        }
    }

    /** One line per entry, oldest first, with the time since the fault. */
    public String text() {
        StringBuilder text = new StringBuilder();
        entries.stream()
                .sorted(Comparator.comparingLong(Entry::atNanos))
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT,
                        "%+9.1f ms  %s%n",
                        (entry.atNanos() - faultNanos) / NANOS_PER_MILLI,
                        entry.text())));
        return text.toString();
    }

    private void addFirst(List<SampleLog> logs, String group, long epoch, String event, String verb) {
        record Heard(String pod, Told notice) {}
        Optional<Heard> first = logs.stream()
                .flatMap(log -> log.all(event, group, epoch).stream().map(notice -> new Heard(log.pod(), notice)))
                .filter(heard -> heard.notice().atNanos() >= faultNanos)
                .min(Comparator.comparingLong(heard -> heard.notice().atNanos()));
        first.ifPresent(heard -> add(
                heard.notice().atNanos(),
                heard.pod() + " " + verb + " " + heard.notice().detail().getOrDefault("member", "a member")
                        + Optional.ofNullable(heard.notice().detail().get("verdict"))
                                .map(verdict -> ": " + verdict)
                                .orElse("")));
    }

    private static String because(Told burn) {
        String subjects = burn.detail().getOrDefault("subjects", "");
        String what = burn.detail().getOrDefault("verdict", burn.detail().getOrDefault("cause", ""));
        return what.isEmpty() ? "" : " (" + (what + " " + subjects).strip() + ")";
    }
}
