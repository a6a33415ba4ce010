package dev.fusebox.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.probe.CaseProbes.Finding;
import dev.fusebox.core.probe.CaseProbes.Question;
import dev.fusebox.core.probe.CaseProbes.Step;
import dev.fusebox.core.probe.CaseProbes.Subject;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaseProbesTest {
    private static final Subject A = new Subject(new MemberId("a"), "a:1");

    private long nonce;
    private long nowNanos = Nanos.ofMillis(1_000);
    private final CaseProbes probes = new CaseProbes(() -> ++nonce);
    private final List<Question> questions = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private boolean answers;

    private void run(long milliseconds) {
        long end = nowNanos + Nanos.ofMillis(milliseconds);
        while (probes.nextDeadlineNanos() <= end) {
            nowNanos = Math.max(nowNanos, probes.nextDeadlineNanos());
            Step step = probes.advance(nowNanos);
            questions.addAll(step.questions());
            step.findings().forEach(f -> findings.add(text(f)));
            for (Question question : step.questions()) {
                if (answers) {
                    probes.answered(question.subject().member(), question.nonce(), nowNanos);
                }
            }
        }
        nowNanos = end;
    }

    private static String text(Finding finding) {
        return (finding.reachable() ? "up " : "down ") + Nanos.toMillis(finding.forNanos());
    }

    @Test
    void aSubjectIsAskedOncePerSecond() {
        probes.watch(List.of(A), nowNanos);
        run(9_999);
        assertThat(questions).hasSize(10).allMatch(q -> q.subject().equals(A));
        assertThat(questions.stream().map(Question::nonce).distinct()).hasSize(10);
    }

    @Test
    void silenceIsSaidAtTheTimeoutAndEveryFiveSeconds() {
        probes.watch(List.of(A), nowNanos);
        run(799);
        assertThat(findings).isEmpty();
        run(12_000);
        assertThat(findings).containsExactly("down 0", "down 5000", "down 10000");
    }

    @Test
    void aChangeIsSaidAtOnce() {
        probes.watch(List.of(A), nowNanos);
        run(2_500);
        findings.clear();
        answers = true;
        run(600);
        assertThat(findings).containsExactly("up 0");
        answers = false;
        run(2_000);
        assertThat(findings).containsExactly("up 0", "down 0");
    }

    @Test
    void aRefusalIsNoAnswer() {
        probes.watch(List.of(A), nowNanos);
        Step step = probes.advance(nowNanos);
        assertThat(probes.refused(A.member(), step.questions().getFirst().nonce(), nowNanos))
                .isTrue();
        assertThat(probes.advance(nowNanos).findings()).containsExactly(new Finding(A.member(), false, 0));
    }

    @Test
    void anAnswerToSomebodyElsesQuestionOrALateOneCountsForNothing() {
        probes.watch(List.of(A), nowNanos);
        run(500);
        assertThat(probes.answered(A.member(), 99, nowNanos)).isFalse();
        assertThat(probes.answered(new MemberId("b"), 1, nowNanos)).isFalse();
        run(400);
        assertThat(probes.answered(A.member(), 1, nowNanos)).isFalse();
        assertThat(findings).containsExactly("down 0");
    }

    @Test
    void aNewListReplacesTheOldOneAndIsBounded() {
        probes.watch(List.of(A), nowNanos);
        run(1_500);
        findings.clear();
        List<Subject> many = new ArrayList<>(List.of(A));
        IntStream.range(0, 40).forEach(i -> many.add(new Subject(new MemberId("m" + i), "m:" + i)));
        questions.clear();
        probes.watch(many, nowNanos);
        run(0);
        assertThat(questions).as("a is not asked again for it").hasSize(CaseProbes.MAX_SUBJECTS - 1);
        probes.watch(List.of(), nowNanos);
        assertThat(probes.nextDeadlineNanos()).isEqualTo(Nanos.NEVER);
    }
}
