package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.TestingPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a group's status is to be written, and with what. */
class NewsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<String> told = new ArrayList<>();
    private final News news = new News(told::add);

    private static GroupState state(long epoch, Fuse fuse, int present) {
        return state(epoch, fuse, present, present);
    }

    private static GroupState state(long epoch, Fuse fuse, int present, int reporting) {
        return state(epoch, fuse, present, reporting, List.of());
    }

    private static GroupState selecting(PodFact... selected) {
        return state(1, Fuse.INTACT, 2, 2, List.of(selected));
    }

    private static GroupState state(long epoch, Fuse fuse, int present, int reporting, List<PodFact> selected) {
        return new GroupState(
                "shop/g",
                1,
                epoch,
                fuse,
                1,
                selected,
                List.of(),
                pods(reporting),
                pods(present),
                reporting,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                RemediationView.EMPTY);
    }

    private static List<String> pods(int number) {
        return IntStream.range(0, number).mapToObj(i -> "pod-" + i).toList();
    }

    @Test
    void theLifeOfTheFuseIsToldAtOnce() {
        assertThat(news.told("shop/g")).isEmpty();
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 3), 0)).isTrue();
        assertThat(news.look("shop/g", state(1, Fuse.BURNT, 3), 1)).isTrue();
        assertThat(told).hasSize(2);
        assertThat(news.told("shop/g")).contains(state(1, Fuse.BURNT, 3));
    }

    @Test
    void whatElseChangesWaitsForASecondAndAfterABurnForFive() {
        news.look("shop/g", state(1, Fuse.INTACT, 3), 0);
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 2), SECOND)).isFalse();
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 2), 2 * SECOND - 1))
                .isFalse();
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 2), 2 * SECOND)).isTrue();
        news.look("shop/g", state(1, Fuse.BURNT, 2), 3 * SECOND);
        assertThat(news.look("shop/g", state(1, Fuse.BURNT, 1), 4 * SECOND)).isFalse();
        assertThat(news.look("shop/g", state(1, Fuse.BURNT, 1), 9 * SECOND - 1)).isFalse();
        assertThat(news.look("shop/g", state(1, Fuse.BURNT, 1), 9 * SECOND)).isTrue();
    }

    /** In a watch the line of the connection alone says what the one before it says. */
    @Test
    void anAgentThatConnectsIsShownTogetherWithItsMember() {
        news.look("shop/g", state(1, Fuse.INTACT, 2, 2), 0);
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 2, 3), SECOND)).isFalse();
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 2, 3), 3 * SECOND)).isFalse();
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 3, 3), 4 * SECOND)).isTrue();
        assertThat(told).hasSize(2);
    }

    @Test
    void anAgentThatConnectsAndDoesNotJoinIsShownAfterFiveSeconds() {
        news.look("shop/g", state(1, Fuse.INTACT, 2, 2), 0);
        news.look("shop/g", state(1, Fuse.INTACT, 2, 3), SECOND);
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 2, 3), 6 * SECOND - 1))
                .isFalse();
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 2, 3), 6 * SECOND)).isTrue();
    }

    @Test
    void aPodMoreIsShownAfterASecondAndWhatChangesAboutTheSamePodsAfterFive() {
        PodFact pod = new TestingPod("a").fact();
        news.look("shop/g", selecting(pod), 0);
        assertThat(news.look("shop/g", selecting(pod, new TestingPod("b").fact()), SECOND))
                .isFalse();
        assertThat(news.look("shop/g", selecting(pod, new TestingPod("b").fact()), 2 * SECOND))
                .isTrue();
        GroupState moved = selecting(new TestingPod("a").on("n9").fact(), new TestingPod("b").fact());
        assertThat(news.look("shop/g", moved, 3 * SECOND)).isFalse();
        assertThat(news.look("shop/g", moved, 8 * SECOND - 1)).isFalse();
        assertThat(news.look("shop/g", moved, 8 * SECOND)).isTrue();
    }

    /** A status that was written makes its group be looked at: what waits is not written then. */
    @Test
    void whatWaitsIsNotYetWhatIsToBeWritten() {
        news.look("shop/g", state(1, Fuse.BURNT, 3), 0);
        news.look("shop/g", state(1, Fuse.BURNT, 2), SECOND);
        assertThat(news.told("shop/g")).contains(state(1, Fuse.BURNT, 3));
        news.look("shop/g", state(1, Fuse.BURNT, 2), 6 * SECOND);
        assertThat(news.told("shop/g")).contains(state(1, Fuse.BURNT, 2));
        assertThat(told).hasSize(2);
    }

    @Test
    void whatComesAndGoesWithinItsTimeIsNotTold() {
        news.look("shop/g", state(1, Fuse.INTACT, 3), 0);
        news.look("shop/g", state(1, Fuse.INTACT, 2), SECOND);
        assertThat(news.look("shop/g", state(1, Fuse.INTACT, 3), 3 * SECOND)).isTrue();
        assertThat(told).hasSize(1);
        news.forget("shop/g");
        assertThat(news.told("shop/g")).isEmpty();
    }
}
