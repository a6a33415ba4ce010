package dev.fusebox.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.agent.pod.ApplicationCheck;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ApplicationChecksTest implements ApplicationChecks.Around {
    private static final ApplicationCheck.Kind TCP = new ApplicationCheck.TcpPort(80);

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atNanos));
    private final List<String> told = new ArrayList<>();
    private final List<Consumer<Boolean>> underWay = new ArrayList<>();
    private long nowNanos;
    private long progress;
    private final ApplicationChecks checks =
            new ApplicationChecks(this, (kind, timeout, well) -> underWay.add(well), () -> progress);

    private record Due(long atNanos, Runnable action) {}

    @Override
    public void after(long nanos, Runnable action) {
        due.add(new Due(nowNanos + nanos, action));
    }

    @Override
    public void failed(String reason) {
        told.add(reason);
    }

    @Override
    public void recovered() {
        told.add("recovered");
    }

    private void run(long milliseconds) {
        long end = nowNanos + Nanos.ofMillis(milliseconds);
        while (!due.isEmpty() && due.peek().atNanos <= end) {
            Due next = due.remove();
            nowNanos = next.atNanos;
            next.action.run();
        }
        nowNanos = end;
    }

    private void want(long epoch, ApplicationCheck.Kind kind) {
        checks.rules(new PodRules(
                new GroupEpoch("g", epoch),
                false,
                RestartRule.FORBIDDEN,
                Optional.of(new ApplicationCheck(kind, 1_000, 500, 3))));
    }

    private void answer(boolean well) {
        run(1_000);
        underWay.removeFirst().accept(well);
    }

    private void progresses(int periods) {
        for (int i = 0; i < periods; i++) {
            run(500);
            progress++;
            run(500);
        }
    }

    @Test
    void progressCountsFromItsFirstWord() {
        want(1, new ApplicationCheck.Progress());
        run(60_000);
        assertThat(told).isEmpty();
        assertThat(checks.armed()).isFalse();
        progresses(1);
        assertThat(checks.armed()).isTrue();
    }

    @Test
    void progressThatEndsIsAFailureAfterSoManyPeriodsAndOnce() {
        want(1, new ApplicationCheck.Progress());
        progresses(5);
        run(2_999);
        assertThat(told).isEmpty();
        run(1);
        assertThat(told).containsExactly("progress missed 3 times");
        run(60_000);
        assertThat(told).hasSize(1);
        progresses(1);
        assertThat(told).containsExactly("progress missed 3 times", "recovered");
    }

    @Test
    void oneSuccessEndsARowOfMisses() {
        want(1, TCP);
        for (boolean well : new boolean[] {true, false, false, true, false, false}) {
            answer(well);
        }
        assertThat(told).isEmpty();
        answer(false);
        assertThat(told).containsExactly("connecting to port 80 missed 3 times");
        assertThat(checks.succeeded()).isEqualTo(2);
        assertThat(checks.missed()).isEqualTo(5);
    }

    @Test
    void beforeTheFirstSuccessNothingIsAFailure() {
        want(1, TCP);
        for (int i = 0; i < 10; i++) {
            answer(false);
        }
        assertThat(told).isEmpty();
        assertThat(checks.missed()).isZero();
    }

    @Test
    void looksDoNotPileUp() {
        want(1, TCP);
        run(60_000);
        assertThat(underWay).hasSize(1);
    }

    @Test
    void theSameCheckGoesOnAcrossRosters() {
        want(1, TCP);
        answer(true);
        answer(false);
        want(2, TCP);
        answer(false);
        answer(false);
        assertThat(told).hasSize(1);
    }

    @Test
    void aCheckThatIsNotWantedAnyMoreFailsNobody() {
        want(1, TCP);
        answer(true);
        for (int i = 0; i < 3; i++) {
            answer(false);
        }
        checks.removed("g");
        assertThat(told).containsExactly("connecting to port 80 missed 3 times", "recovered");
        run(60_000);
        assertThat(underWay).isEmpty();
    }
}
