package dev.fusebox.core.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One word at a time, and what is reported after it. */
class ReportedSetTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");

    private final ReportedSet set = new ReportedSet();

    private List<MemberId> at(long millis) {
        return set.take(Nanos.ofMillis(millis)).map(List::copyOf).orElse(List.of());
    }

    private void convict(MemberId member, long millis) {
        set.convict(member, Nanos.ofMillis(millis));
    }

    @Test
    void withoutDoubtsAVerdictIsReportedAtOnceAndOnce() {
        assertThat(at(0)).isEmpty();
        convict(A, 5);
        assertThat(at(5)).containsExactly(A);
        assertThat(at(5)).isEmpty();
        assertThat(at(9_000)).isEmpty();
    }

    @Test
    void doubtsAloneReportNothing() {
        set.doubt(A, true);
        assertThat(at(0)).isEmpty();
        assertThat(at(9_000)).isEmpty();
        assertThat(set.nextDeadlineNanos()).isEqualTo(Nanos.NEVER);
    }

    @Test
    void aMemberInDoubtHoldsTheSetBackUntilItIsConvictedToo() {
        set.doubt(B, true);
        convict(A, 0);
        assertThat(at(0)).isEmpty();
        convict(B, 100);
        assertThat(at(100)).containsExactly(A, B);
    }

    @Test
    void aMemberInDoubtHoldsTheSetBackUntilItIsAnsweredFor() {
        set.doubt(B, true);
        convict(A, 0);
        assertThat(at(0)).isEmpty();
        set.doubt(B, false);
        assertThat(at(100)).containsExactly(A);
    }

    @Test
    void everyDoubtMustBeSettled() {
        set.doubt(A, true);
        set.doubt(B, true);
        set.doubt(C, true);
        convict(B, 0);
        assertThat(at(0)).isEmpty();
        set.doubt(C, false);
        assertThat(at(1)).isEmpty();
        convict(A, 2);
        assertThat(at(2)).containsExactly(A, B);
    }

    @Test
    void oneThatCannotBeSettledHoldsItBackForTheUnstableTimeoutOfTheFirstVerdict() {
        set.doubt(C, true);
        convict(B, 100);
        convict(A, 1_000);
        assertThat(set.nextDeadlineNanos()).isEqualTo(Nanos.ofMillis(1_600));
        assertThat(at(1_599)).isEmpty();
        assertThat(at(1_600)).containsExactly(A, B);
        assertThat(set.nextDeadlineNanos()).isEqualTo(Nanos.NEVER);
        convict(C, 1_700);
        assertThat(at(1_700)).containsExactly(C);
    }

    @Test
    void theNextSetWaitsForItsOwnTime() {
        set.doubt(C, true);
        convict(A, 0);
        assertThat(at(1_500)).containsExactly(A);
        convict(B, 2_000);
        assertThat(at(3_499)).isEmpty();
        assertThat(at(3_500)).containsExactly(B);
    }

    @Test
    void votesAboutSomeoneConvictedHoldNothingBack() {
        convict(A, 0);
        set.doubt(A, true);
        assertThat(at(0)).containsExactly(A);
        set.doubt(A, true);
        convict(B, 10);
        assertThat(at(10)).containsExactly(B);
    }

    @Test
    void aVerdictThatIsReachedAgainIsNoNews() {
        convict(A, 0);
        assertThat(at(0)).containsExactly(A);
        convict(A, 10);
        assertThat(at(10)).isEmpty();
        assertThat(set.nextDeadlineNanos()).isEqualTo(Nanos.NEVER);
    }

    @Test
    void whoRecoveredCanBeInDoubtAndBeConvictedAgain() {
        convict(A, 0);
        assertThat(at(0)).containsExactly(A);
        set.acquit(A);
        set.doubt(A, true);
        convict(B, 10);
        assertThat(at(10)).isEmpty();
        convict(A, 20);
        assertThat(at(20)).containsExactly(A, B);
    }

    /** The point of it: whoever hears of the same failures reports one set, in whatever order the votes came. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tenThatFailAtOnceAreOneSetInWhateverOrderTheyAreConvicted(long seed) {
        Random random = new Random(seed);
        List<MemberId> failed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            failed.add(new MemberId("m" + i));
        }
        for (int run = 0; run < 50; run++) {
            ReportedSet seen = new ReportedSet();
            failed.forEach(member -> seen.doubt(member, true));
            Collections.shuffle(failed, random);
            List<SortedSet<MemberId>> reported = new ArrayList<>();
            long now = 0;
            for (MemberId member : failed) {
                now += Nanos.ofMillis(random.nextInt(150));
                seen.convict(member, now);
                seen.take(now).ifPresent(reported::add);
            }
            assertThat(reported).containsExactly(new TreeSet<>(failed));
        }
    }
}
