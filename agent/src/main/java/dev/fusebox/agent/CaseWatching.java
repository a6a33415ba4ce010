package dev.fusebox.agent;

import dev.fusebox.agent.pod.CaseSubject;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.probe.CaseProbes;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import dev.fusebox.proto.v1.CaseReport;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Carries out {@link CaseProbes}: sends their questions, hears the answers before the member does, and reports. On the loop's thread. */
final class CaseWatching {
    private final MemberId self;
    private final CaseProbes probes;
    private final Around around;
    private long wakeNanos = Nanos.NEVER;

    /** What it asks of the agent around it. */
    interface Around {
        long nowNanos();

        void after(long nanos, Runnable action);

        void probe(String address, Message.ProbeQuery query, long timeoutNanos);

        void report(CaseReport report);
    }

    CaseWatching(MemberId self, RandomGenerator random, Around around) {
        this.self = self;
        this.probes = new CaseProbes(() -> random.nextLong(1, Long.MAX_VALUE));
        this.around = around;
    }

    /** These from now on; a pod does not probe itself. */
    void watch(List<CaseSubject> subjects) {
        probes.watch(
                subjects.stream()
                        .filter(s -> !s.member().equals(self))
                        .map(s -> new CaseProbes.Subject(s.member(), s.address()))
                        .toList(),
                around.nowNanos());
        advance();
    }

    /** Whether that was an answer to a question of this: then it is nobody else's. */
    boolean takes(Input input) {
        boolean mine =
                switch (input) {
                    case Input.FreshProbeAnswered a ->
                        probes.answered(a.subject(), a.reply().nonce(), around.nowNanos());
                    case Input.FreshProbeRefused r -> probes.refused(r.subject(), r.nonce(), around.nowNanos());
                    default -> false;
                };
        if (mine) {
            advance();
        }
        return mine;
    }

    private void wake() {
        wakeNanos = Nanos.NEVER;
        advance();
    }

    private void advance() {
        CaseProbes.Step step = probes.advance(around.nowNanos());
        for (CaseProbes.Finding finding : step.findings()) {
            around.report(CaseReport.newBuilder()
                    .setSubject(finding.subject().value())
                    .setReachable(finding.reachable())
                    .setForMilliseconds(Nanos.toMillis(finding.forNanos()))
                    .build());
        }
        for (CaseProbes.Question question : step.questions()) {
            around.probe(
                    question.subject().address(),
                    new Message.ProbeQuery(self, question.subject().member(), question.nonce(), OptionalLong.empty()),
                    CaseProbes.TIMEOUT_NANOS);
        }
        long next = probes.nextDeadlineNanos();
        if (next < wakeNanos) {
            wakeNanos = next;
            around.after(Math.max(0, next - around.nowNanos()), this::wake);
        }
    }
}
