package dev.fusebox.core.probe;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Goes on probing subjects of open cases after their epoch is over: each once per second on a fresh path, and says when the answer changes
 * and every 5 s. Pure: time is an argument, nonces come from a generator. Bounded by the list it is given. Not thread-safe.
 */
public final class CaseProbes {
    /** The longest list. */
    public static final int MAX_SUBJECTS = 32;

    /** From one probe of a subject to the next. */
    public static final long PERIOD_NANOS = Nanos.ofMillis(1_000);

    /** A probe without an answer by then has none; less than a period, so that one is under way at a time. */
    public static final long TIMEOUT_NANOS = Nanos.ofMillis(800);

    private static final long REPORT_NANOS = Nanos.ofMillis(5_000);

    private final LongSupplier nonces;
    private final Map<MemberId, Probed> subjects = new LinkedHashMap<>();

    /** Whom to probe, and where. */
    public record Subject(MemberId member, String address) {}

    /** A question to send. */
    public record Question(Subject subject, long nonce) {}

    /** What is to be said about a subject: whether it answers, and for how long that has been so. */
    public record Finding(MemberId subject, boolean reachable, long forNanos) {}

    /** What is to be done now. */
    public record Step(List<Question> questions, List<Finding> findings) {}

    private static final class Probed {
        private Subject subject;
        private long nextNanos;
        private long nonce;
        private long timeoutNanos = Nanos.NEVER;
        private boolean known;
        private boolean reachable;
        private long sinceNanos;
        private long reportNanos = Nanos.NEVER;

        Probed(Subject subject, long nowNanos) {
            this.subject = subject;
            this.nextNanos = nowNanos;
        }

        void found(boolean answers, long nowNanos) {
            timeoutNanos = Nanos.NEVER;
            if (!known || reachable != answers) {
                known = true;
                reachable = answers;
                sinceNanos = nowNanos;
                reportNanos = nowNanos;
            }
        }
    }

    /** Subjects of none yet. */
    public CaseProbes(LongSupplier nonces) {
        this.nonces = nonces;
    }

    /** These from now on. Who is in the list before and after is probed as it was. */
    public void watch(List<Subject> wanted, long nowNanos) {
        Map<MemberId, Probed> before = new LinkedHashMap<>(subjects);
        subjects.clear();
        for (Subject subject : wanted.subList(0, Math.min(MAX_SUBJECTS, wanted.size()))) {
            Probed probed = before.getOrDefault(subject.member(), new Probed(subject, nowNanos));
            probed.subject = subject;
            subjects.put(subject.member(), probed);
        }
    }

    /** Whether that answers a question of this. */
    public boolean answered(MemberId subject, long nonce, long nowNanos) {
        return heard(subject, nonce, true, nowNanos);
    }

    /** Whether a question of this was refused: its host lives, its agent does not. */
    public boolean refused(MemberId subject, long nonce, long nowNanos) {
        return heard(subject, nonce, false, nowNanos);
    }

    private boolean heard(MemberId subject, long nonce, boolean answers, long nowNanos) {
        Probed probed = subjects.get(subject);
        if (probed == null || probed.nonce != nonce || probed.timeoutNanos == Nanos.NEVER) {
            return false;
        }
        probed.found(answers, nowNanos);
        return true;
    }

    /** What is due. */
    public Step advance(long nowNanos) {
        List<Question> questions = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Probed probed : subjects.values()) {
            if (nowNanos >= probed.timeoutNanos) {
                probed.found(false, nowNanos);
            }
            if (nowNanos >= probed.nextNanos) {
                probed.nextNanos = nowNanos + PERIOD_NANOS;
                probed.timeoutNanos = nowNanos + TIMEOUT_NANOS;
                probed.nonce = nonces.getAsLong();
                questions.add(new Question(probed.subject, probed.nonce));
            }
            if (nowNanos >= probed.reportNanos) {
                probed.reportNanos = nowNanos + REPORT_NANOS;
                findings.add(new Finding(probed.subject.member(), probed.reachable, nowNanos - probed.sinceNanos));
            }
        }
        return new Step(questions, findings);
    }

    /** When something is due. */
    public long nextDeadlineNanos() {
        long next = Nanos.NEVER;
        for (Probed probed : subjects.values()) {
            next = Math.min(next, Math.min(probed.nextNanos, Math.min(probed.timeoutNanos, probed.reportNanos)));
        }
        return next;
    }
}
