package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;
import java.util.List;

/**
 * Tells a half-dead link: most heartbeats of a live subject are lost, yet enough come through that no silence is ever suspicious. It
 * judges by the sender's sequence numbers: of the last 30 that were expected, fewer than 40 % arrived makes it lossy, and 75 % make it
 * whole again. (Rapid, Suresh et al., USENIX ATC 2018, section 6, declares an edge faulty at 40 % failed of 10 probes; this is the
 * counterpart for heartbeats, with a gap between the two marks, so that it does not flap.)
 *
 * <p>A sequence is expected once a later one has arrived, so a silent subject, or one that paused, is not lossy: nobody knows that it
 * sent. Neither is one whose numbers run ahead of time: of a leap no more counts than could have been sent since the last arrival, at
 * twice the interval's rate, for a subject may send to us at a shorter interval for another group's sake.
 *
 * <p>O(1) and no allocation per heartbeat. Not thread-safe.
 */
public final class Loss {
    static final Quantity EXPECTED = new Quantity(
            "expected",
            30,
            8,
            63,
            "heartbeats",
            "longer is steadier and slower: about so many intervals to the first word");
    static final Quantity LOSSY_BELOW =
            new Quantity("lossyBelowPercent", 40, 1, 99, "%", "higher names links that lose less");
    static final Quantity WHOLE_FROM =
            new Quantity("wholeFromPercent", 75, 2, 100, "%", "higher holds on longer; above lossyBelowPercent");

    private static final int PERCENT = 100;

    /** One silence, or two, is not a link that loses: those are judged by their length. */
    private static final int MIN_GAPS = 3;

    private final Settings settings;
    private final long intervalNanos;

    /** Bit i: whether the heartbeat i before the highest arrived. */
    private long arrived;

    private long highest;
    private int expected;
    private long lastArrivalNanos;
    private boolean lossy;

    /**
     * What can be set; see the constants of {@link Loss} for ranges.
     *
     * @param expected how many of the latest expected heartbeats are looked at
     * @param lossyBelowPercent fewer arrived: lossy
     * @param wholeFromPercent so many arrived: whole again
     */
    public record Settings(int expected, int lossyBelowPercent, int wholeFromPercent) {
        /** Those of the protocol. */
        public static final Settings DEFAULTS = new Settings(
                (int) EXPECTED.defaultValue(), (int) LOSSY_BELOW.defaultValue(), (int) WHOLE_FROM.defaultValue());

        public Settings {
            EXPECTED.check(expected);
            LOSSY_BELOW.check(lossyBelowPercent);
            WHOLE_FROM.check(wholeFromPercent);
            if (wholeFromPercent <= lossyBelowPercent) {
                throw new IllegalArgumentException("wholeFromPercent must be above lossyBelowPercent, "
                        + lossyBelowPercent + ", not " + wholeFromPercent);
            }
        }
    }

    /**
     * Nothing is known yet.
     *
     * @param intervalNanos the shortest at which the subject plans to send
     */
    public Loss(Settings settings, long intervalNanos) {
        this.settings = settings;
        this.intervalNanos = Intervals.INTERVAL.checkNanos(intervalNanos);
    }

    static DetectorDescription description() {
        return new DetectorDescription(
                "Loss",
                "Suresh et al.: Stable and consistent membership at scale with Rapid, USENIX ATC 2018, section 6 (edge failure detector)",
                "lossy or whole, beside the level of the chosen detector",
                List.of(EXPECTED, LOSSY_BELOW, WHOLE_FROM, Intervals.INTERVAL));
    }

    /** A heartbeat arrived; one that was overtaken counts as arrived, a duplicate not again. */
    public void heartbeat(long sequence, long nowNanos) {
        if (expected == 0) {
            arrived = 1;
            expected = 1;
        } else if (sequence <= highest) {
            late(sequence);
            return;
        } else {
            advance(countable(sequence - highest, nowNanos));
        }
        highest = sequence;
        lastArrivalNanos = nowNanos;
        judge();
    }

    private void late(long sequence) {
        long behind = highest - sequence;
        if (behind >= 0 && behind < expected) {
            arrived |= 1L << behind;
            judge();
        }
    }

    private void advance(int by) {
        arrived = by >= settings.expected() ? 1 : (arrived << by | 1) & mask();
        expected = Math.min(settings.expected(), expected + by);
    }

    /** How many of these numbers can have been sent since the last arrival: no more than the window holds are told apart. */
    private int countable(long leap, long nowNanos) {
        long possible = 1 + Math.max(0, 2 * (nowNanos - lastArrivalNanos) / intervalNanos);
        return leap < 0 ? 1 : (int) Math.min(settings.expected(), Math.min(leap, possible));
    }

    /** Runs of heartbeats that did not arrive. */
    private int gaps() {
        long lost = ~arrived & mask();
        return Long.bitCount(lost & ~(lost << 1));
    }

    private void judge() {
        if (expected == settings.expected()) {
            int share = Long.bitCount(arrived) * PERCENT;
            lossy = lossy
                    ? share < settings.wholeFromPercent() * expected
                    : share < settings.lossyBelowPercent() * expected && gaps() >= MIN_GAPS;
        }
    }

    /** Whether most heartbeats are lost. Says no until enough were expected. */
    public boolean lossy() {
        return lossy;
    }

    /** How many of the expected heartbeats arrived, in percent; 100 while nothing is known. */
    public int arrivedPercent() {
        return expected == 0 ? PERCENT : Long.bitCount(arrived) * PERCENT / expected;
    }

    /** The subject began a new session: its numbers start again. What the link is like is asked anew. */
    public void senderRestarted() {
        restart();
        lossy = false;
    }

    /** The observer stood still: what it missed was not lost. What was found before stands until enough was seen again. */
    public void restart() {
        arrived = 0;
        highest = 0;
        expected = 0;
    }

    private long mask() {
        return (1L << settings.expected()) - 1;
    }
}
