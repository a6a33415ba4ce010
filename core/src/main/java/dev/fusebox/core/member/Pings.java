package dev.fusebox.core.member;

import dev.fusebox.core.roster.MemberId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The questions that {@link dev.fusebox.core.detect.Ping} lives of: which are open, and which reply came in time. Bounded. */
final class Pings implements DetectorFeed.Source {
    /** More than are ever open while subjects reply: the oldest go first. */
    private static final int MAX_OPEN = 4_096;

    private final Map<Long, Question> open = new LinkedHashMap<>();
    private long sequence;

    private record Question(MemberId subject, long sequence, long askedNanos) {}

    /** The subject is asked now. */
    void asked(MemberId subject, long nonce, long nowNanos) {
        if (open.size() >= MAX_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(nonce, new Question(subject, ++sequence, nowNanos));
    }

    /** The sequence of the question that this reply answers, if it is in time. */
    OptionalLong replied(MemberId subject, long nonce, long timeoutNanos, long nowNanos) {
        Question question = open.get(nonce);
        if (question == null || !question.subject.equals(subject)) {
            return OptionalLong.empty();
        }
        open.remove(nonce);
        return nowNanos - question.askedNanos <= timeoutNanos
                ? OptionalLong.of(question.sequence)
                : OptionalLong.empty();
    }

    /** Questions whose time is over are forgotten. */
    void expire(long timeoutNanos, long nowNanos) {
        Iterator<Question> oldestFirst = open.values().iterator();
        while (oldestFirst.hasNext() && nowNanos - oldestFirst.next().askedNanos > timeoutNanos) {
            oldestFirst.remove();
        }
    }

    /** The own loop stood still: what is open says nothing. */
    void forget() {
        open.clear();
    }
}
