package dev.fusebox.lab.sim.network;

import dev.fusebox.core.message.Message;
import dev.fusebox.lab.sim.engine.Purpose;
import dev.fusebox.lab.sim.engine.RandomStream;
import java.util.ArrayDeque;

/** One direction between two members, as its sending end sees it. Not thread-safe. */
public final class Link {
    /** No connection. */
    public static final long NONE = 0;

    final int from;
    final int to;
    final RandomStream lossDraws;
    final RandomStream delayDraws;
    final Way way;

    /** The connection that the sending end believes to have with the other. */
    private long connection = NONE;

    /** The connection that it is trying to open. */
    private long dialling = NONE;

    long lastArrivalNanos;
    double loss;
    long lateNanos;
    private int knownVersion;

    // Only of stream links: what waits behind a lost segment.
    final ArrayDeque<Message> stalled = new ArrayDeque<>();
    boolean stalling;
    boolean headArrived;
    long timeoutNanos;
    long unacknowledgedSinceNanos = Long.MAX_VALUE;

    Link(long seed, int from, int to, Way way) {
        this.from = from;
        this.to = to;
        this.way = way;
        this.lossDraws = new RandomStream(seed, RandomStream.pair(from, to), Purpose.LOSS);
        this.delayDraws = new RandomStream(seed, RandomStream.pair(from, to), Purpose.DELAY);
    }

    /** The connection that the sending end believes to have. */
    public long connection() {
        return connection;
    }

    /** The connection that it is trying to open. */
    public long dialling() {
        return dialling;
    }

    /** It tries to open that connection. */
    public void dial(long attempt) {
        close();
        dialling = attempt;
    }

    /** It has that connection from now on. */
    public void open(long established) {
        close();
        connection = established;
    }

    /** It has none any more, and what waited is lost. */
    public void close() {
        connection = NONE;
        dialling = NONE;
        stalled.clear();
        stalling = false;
        headArrived = false;
        unacknowledgedSinceNanos = Long.MAX_VALUE;
    }

    void refresh(Impairments impairments) {
        if (knownVersion != impairments.version()) {
            knownVersion = impairments.version();
            loss = impairments.loss(from, to);
            lateNanos = impairments.lateNanos(from);
        }
    }
}
