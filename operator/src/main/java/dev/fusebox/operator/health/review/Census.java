package dev.fusebox.operator.health.review;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.judgement.Self;
import dev.fusebox.operator.roster.PodFact;
import java.util.Collection;
import java.util.Optional;

/**
 * How many of the agents that should be attached are. Not thread-safe; time is an argument.
 */
final class Census {
    /**
     * An agent without a stream for so long is silent: one that restarts in place is back sooner. Until then rule 7 holds the operator
     * back by itself, for it wants enough streams for longer.
     */
    static final long SILENT_NANOS = 10_000_000_000L;

    private boolean enough;
    private long enoughSinceNanos;
    private Count count = new Count(0, 0, 0, 0);

    /**
     * @param expected pods with an agent that run and belong to a group
     * @param attached of these, those with a stream now
     * @param known of these, those that ever had one to this operator
     * @param silent of these, those that have had none for {@link #SILENT_NANOS}
     */
    record Count(int expected, int attached, int known, int silent) {}

    /** Counts anew. */
    Count take(Collection<PodFact> members, AgentBook book, long nowNanos) {
        int expected = 0;
        int attached = 0;
        int known = 0;
        int silent = 0;
        for (PodFact pod : members) {
            if (!pod.injected() || !pod.live() || !pod.running()) {
                continue;
            }
            expected++;
            Optional<AgentBook.Line> line = book.line(pod.uid());
            attached += line.filter(AgentBook.Line::attached).isPresent() ? 1 : 0;
            known += line.isPresent() ? 1 : 0;
            silent += line.filter(l -> !l.attached() && nowNanos - l.sinceNanos() >= SILENT_NANOS)
                            .isPresent()
                    ? 1
                    : 0;
        }
        count = new Count(expected, attached, known, silent);
        boolean now = Self.enough(attached, expected);
        if (now && !enough) {
            enoughSinceNanos = nowNanos;
        }
        enough = now;
        return count;
    }

    Count count() {
        return count;
    }

    long enoughForNanos(long nowNanos) {
        return enough ? nowNanos - enoughSinceNanos : 0;
    }
}
