package dev.fusebox.core.probe;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One round of probing a suspect: directly, and through helpers on other nodes (SWIM: Das, Gupta, Motivala, DSN 2002, section 3.1).
 * With fewer helpers than wanted the direct probe is repeated. Not thread-safe; its owner sends what {@link #due} asks for.
 */
public final class ProbeRound {
    /** The shortest round, whatever the round trip. */
    private static final long MIN_LENGTH_NANOS = Nanos.ofMillis(100);

    private static final int ROUND_TRIPS = 4;

    private final long nonce;
    private final long startNanos;
    private final long lengthNanos;
    private final List<MemberId> helpers;
    private final boolean repeatDirect;
    private final boolean helpersAtOnce;
    private final Set<MemberId> refusedBy = new HashSet<>();
    private final Set<MemberId> heardFrom = new HashSet<>();
    private int directSent;
    private boolean helpersAsked;
    private boolean directRefused;
    private Optional<Outcome> outcome = Optional.empty();

    /** How a round ends. */
    public enum Outcome {
        /** The subject answered this member. */
        DIRECT,
        /** Only a helper got through: the link is bad, the subject lives. */
        INDIRECT,
        /** Nobody got an answer. */
        SILENT,
        /** The subject's host refused this member and all helpers. */
        REFUSED
    }

    /** What to send now. */
    public sealed interface Action {}

    /** Probe the subject. */
    public record Direct() implements Action {}

    /** Ask that helper to probe it. */
    public record Ask(MemberId helper) implements Action {}

    /**
     * A round that begins now.
     *
     * @param helpers whom to ask
     * @param wantedHelpers how many helpers a full round has
     * @param helpersAtOnce whether the stream to the subject broke, so that there is no point in waiting a quarter of the round
     */
    public ProbeRound(
            long nonce,
            long nowNanos,
            long lengthNanos,
            List<MemberId> helpers,
            int wantedHelpers,
            boolean helpersAtOnce) {
        this.nonce = nonce;
        this.startNanos = nowNanos;
        this.lengthNanos = lengthNanos;
        this.helpers = List.copyOf(helpers);
        this.repeatDirect = helpers.size() < wantedHelpers;
        this.helpersAtOnce = helpersAtOnce;
    }

    /** How long a round lasts: four round trips, at least 100 ms, longer for a member that is not well. */
    public static long lengthNanos(long roundTripNanos, int localHealth) {
        return Math.max(MIN_LENGTH_NANOS, ROUND_TRIPS * roundTripNanos) * (localHealth + 1L);
    }

    /** What is to be sent by now and was not sent yet; closes the round when its time is over. */
    public List<Action> due(long nowNanos) {
        List<Action> actions = new ArrayList<>();
        if (outcome.isPresent()) {
            return actions;
        }
        long passed = nowNanos - startNanos;
        int directDue = repeatDirect ? (int) Math.min(4, 1 + passed * 4 / lengthNanos) : 1;
        if (directSent < directDue && !directRefused) {
            directSent = directDue;
            actions.add(new Direct());
        }
        if (!helpersAsked && (helpersAtOnce || passed >= lengthNanos / 4)) {
            helpersAsked = true;
            helpers.forEach(helper -> actions.add(new Ask(helper)));
            endIfAllRefused();
        }
        if (outcome.isEmpty() && passed >= lengthNanos) {
            outcome = Optional.of(Outcome.SILENT);
        }
        return actions;
    }

    /** When {@link #due} has something to do. */
    public long nextDeadlineNanos() {
        if (outcome.isPresent()) {
            return Nanos.NEVER;
        }
        boolean quarterMatters = (repeatDirect && directSent < 4 && !directRefused) || !helpersAsked;
        int nextQuarter = repeatDirect ? Math.max(1, directSent) : 1;
        return quarterMatters && nextQuarter < 4
                ? startNanos + (lengthNanos * nextQuarter + 3) / 4
                : startNanos + lengthNanos;
    }

    /** The subject answered this member. */
    public void answered() {
        outcome = Optional.of(Outcome.DIRECT);
    }

    /** The subject's answer came through a helper; a direct one may still come, but life is proven. */
    public void answeredThrough(MemberId helper) {
        heardFrom.add(helper);
        if (outcome.isEmpty()) {
            outcome = Optional.of(Outcome.INDIRECT);
        }
    }

    /** The subject's host refused the direct probe. */
    public void refused() {
        directRefused = true;
        endIfAllRefused();
    }

    /** The subject's host refused that helper. */
    public void refusedTo(MemberId helper) {
        heardFrom.add(helper);
        refusedBy.add(helper);
        endIfAllRefused();
    }

    /** That helper is well and could not tell. */
    public void cannotTell(MemberId helper) {
        heardFrom.add(helper);
    }

    /** How it ended, once it did. */
    public Optional<Outcome> outcome() {
        return outcome;
    }

    /** Whether helpers were asked and none of them said anything. */
    public boolean allHelpersSilent() {
        return helpersAsked && !helpers.isEmpty() && heardFrom.isEmpty();
    }

    /** The helpers of this round. */
    public List<MemberId> helpers() {
        return helpers;
    }

    /** Tells this round's answers from others'. */
    public long nonce() {
        return nonce;
    }

    /** When it began. */
    public long startNanos() {
        return startNanos;
    }

    /** How long it lasts at most. */
    public long lengthNanos() {
        return lengthNanos;
    }

    private void endIfAllRefused() {
        if (outcome.isEmpty() && directRefused && helpersAsked && refusedBy.containsAll(helpers)) {
            outcome = Optional.of(Outcome.REFUSED);
        }
    }
}
