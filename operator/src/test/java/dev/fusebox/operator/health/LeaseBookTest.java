package dev.fusebox.operator.health;

import static dev.fusebox.operator.health.judgement.Channels.Lease.EXPIRED;
import static dev.fusebox.operator.health.judgement.Channels.Lease.FRESH;
import static dev.fusebox.operator.health.judgement.Channels.Lease.HALF_EXPIRED;
import static dev.fusebox.operator.health.judgement.Channels.Lease.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.judgement.Channels.Lease;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Kubelets renew every 10 s for 40 s; node a is the subject, node b lives. */
class LeaseBookTest {
    private static final long DURATION = TimeUnit.SECONDS.toNanos(40);

    private final LeaseBook book = new LeaseBook();
    private int renewals;

    private static long at(double second) {
        return (long) (second * 1e9);
    }

    private void renews(String node, double second) {
        renewals++;
        book.seen(node, "at " + renewals, DURATION, at(second));
    }

    /** Node b renews each 10 s from one second on to another. */
    private void othersLive(int from, int to) {
        for (int second = from; second <= to; second += 10) {
            renews("b", second);
        }
    }

    private Lease a(double second) {
        return book.freshness("a", at(second));
    }

    @Test
    void aLeaseThatWasNeverSeenIsUnknown() {
        othersLive(0, 20);
        assertThat(a(21)).isEqualTo(UNKNOWN);
    }

    @Test
    void itIsUnknownUntilItIsSeenToChange() {
        renews("a", 0);
        othersLive(0, 10);
        assertThat(a(9)).isEqualTo(UNKNOWN);
        renews("a", 10);
        assertThat(a(10)).isEqualTo(FRESH);
    }

    @Test
    void orWasWatchedForItsWholeDuration() {
        renews("a", 0);
        othersLive(0, 40);
        assertThat(a(39.9)).isEqualTo(UNKNOWN);
        assertThat(a(40)).isEqualTo(EXPIRED);
    }

    @Test
    void itAgesByWhatTheOperatorSawNotByWhatIsWrittenInIt() {
        book.seen("a", "2001-01-01", DURATION, at(0));
        book.seen("a", "1999-01-01", DURATION, at(10));
        othersLive(0, 60);
        assertThat(a(29.9)).isEqualTo(FRESH);
        othersLive(30, 40);
        assertThat(a(49.9)).isEqualTo(HALF_EXPIRED);
        othersLive(50, 50);
        assertThat(a(50)).isEqualTo(EXPIRED);
    }

    @Test
    void halfItsDurationIsTheFirstStep() {
        renews("a", 0);
        renews("a", 10);
        othersLive(0, 30);
        assertThat(a(29.999)).isEqualTo(FRESH);
        assertThat(a(30)).isEqualTo(HALF_EXPIRED);
    }

    @Test
    void aChangeThatRenewsNothingIsNone() {
        renews("a", 0);
        renews("a", 10);
        othersLive(0, 30);
        book.seen("a", "at 2", DURATION, at(29));
        assertThat(a(30)).isEqualTo(HALF_EXPIRED);
    }

    @Test
    void whileNobodyRenewsItIsTheWatchThatIsInDoubt() {
        renews("a", 0);
        othersLive(0, 10);
        renews("a", 10);
        assertThat(a(29.9)).isEqualTo(FRESH);
        assertThat(a(30)).isEqualTo(UNKNOWN);
        assertThat(a(300)).isEqualTo(UNKNOWN);
    }

    @Test
    void aBrokenWatchMakesEverythingUnknown() {
        renews("a", 0);
        renews("a", 10);
        othersLive(0, 30);
        book.watching(false, at(26));
        assertThat(a(30.9)).isEqualTo(HALF_EXPIRED);
        assertThat(a(31)).isEqualTo(UNKNOWN);
    }

    @Test
    void andAfterItEachLeaseBeginsAnew() {
        renews("a", 0);
        renews("a", 10);
        othersLive(0, 20);
        book.watching(false, at(21));
        book.watching(true, at(60));
        othersLive(60, 100);
        assertThat(a(61)).isEqualTo(UNKNOWN);
        assertThat(a(99.9)).isEqualTo(UNKNOWN);
        assertThat(a(100)).isEqualTo(EXPIRED);
    }

    @Test
    void aReconnectThatMissedNothingChangesNothing() {
        renews("a", 0);
        renews("a", 10);
        othersLive(0, 30);
        book.watching(false, at(22));
        book.watching(true, at(24));
        assertThat(a(30)).isEqualTo(HALF_EXPIRED);
    }

    @Test
    void aLeaseThatIsGoneIsForgotten() {
        renews("a", 0);
        renews("a", 10);
        othersLive(0, 10);
        book.gone("a");
        assertThat(a(11)).isEqualTo(UNKNOWN);
    }
}
