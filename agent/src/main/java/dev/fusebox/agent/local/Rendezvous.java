package dev.fusebox.agent.local;

import dev.fusebox.agent.http.Request;
import dev.fusebox.agent.http.Responder;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Where applications of one group meet: each waits here until the group is whole under the epoch it asks for, or a later one, and
 * all get the same members in the same order (by id). On the loop's thread.
 */
final class Rendezvous {
    /** So many wait at once. */
    static final int MAX_WAITING = 16;

    static final long DEFAULT_MILLISECONDS = 30_000;
    static final long MAX_MILLISECONDS = 300_000;

    private final Function<String, GroupLookup> lookup;
    private final MemberId self;
    private final Alarm alarm;
    private final Set<Waiter> waiters = new LinkedHashSet<>();

    /**
     * A place where nobody waits yet.
     *
     * @param lookup the group of that name, now
     */
    Rendezvous(Function<String, GroupLookup> lookup, MemberId self, Alarm alarm) {
        this.lookup = lookup;
        this.self = self;
        this.alarm = alarm;
    }

    /** Answers {@code GET /v1/groups/NAME/await?epoch=N&timeoutMilliseconds=M}: now, when the group is whole, or at the deadline. */
    void await(String name, Request request, Responder responder) {
        OptionalLong epoch = number(request, "epoch", 0, 0, Long.MAX_VALUE);
        OptionalLong timeout = number(request, "timeoutMilliseconds", DEFAULT_MILLISECONDS, 1, MAX_MILLISECONDS);
        if (epoch.isEmpty()) {
            responder.error(400, "epoch must be a whole number from 0");
        } else if (timeout.isEmpty()) {
            responder.error(400, "timeoutMilliseconds must be a whole number from 1 to " + MAX_MILLISECONDS);
        } else if (waiters.size() >= MAX_WAITING) {
            responder.error(429, "there are " + MAX_WAITING + " that wait already: close one");
        } else {
            Waiter waiter = new Waiter(name, epoch.getAsLong(), responder);
            if (!waiter.answered()) {
                waiter.begin(Nanos.ofMillis(timeout.getAsLong()));
            }
        }
    }

    /** A group has become whole. */
    void changed() {
        for (Waiter waiter : Set.copyOf(waiters)) {
            if (waiter.answered()) {
                waiter.end();
            }
        }
    }

    /** How many wait. */
    int waiting() {
        return waiters.size();
    }

    private static OptionalLong number(Request request, String name, long otherwise, long min, long max) {
        String text = request.query().getOrDefault(name, Long.toString(otherwise));
        try {
            long value = Long.parseLong(text);
            return value >= min && value <= max ? OptionalLong.of(value) : OptionalLong.empty();
        } catch (NumberFormatException notOne) {
            return OptionalLong.empty();
        }
    }

    private final class Waiter {
        private final String name;
        private final long epoch;
        private final Responder responder;
        private Runnable cancelDeadline = () -> {};

        Waiter(String name, long epoch, Responder responder) {
            this.name = name;
            this.epoch = epoch;
            this.responder = responder;
        }

        void begin(long timeoutNanos) {
            waiters.add(this);
            cancelDeadline = alarm.after(timeoutNanos, this::expire);
            responder.later(this::end);
        }

        void end() {
            waiters.remove(this);
            cancelDeadline.run();
        }

        /** Whether the wait is over. A group that is not there yet may come. */
        boolean answered() {
            return switch (lookup.apply(name)) {
                case GroupLookup.Found found
                when isWhole(found.view()) -> {
                    responder.json(200, GroupJson.group(found.view(), self));
                    yield true;
                }
                case GroupLookup.Ambiguous several -> {
                    responder.error(409, several.reason());
                    yield true;
                }
                case GroupLookup.Found notYet -> false;
                case GroupLookup.Unknown unknown -> false;
            };
        }

        private boolean isWhole(GroupView view) {
            return view.groupEpoch().epoch() >= epoch && view.fuse() == FuseState.INTACT;
        }

        private void expire() {
            waiters.remove(this);
            String now =
                    switch (lookup.apply(name)) {
                        case GroupLookup.Found found ->
                            "it is " + GroupJson.word(found.view().fuse()) + " under epoch "
                                    + found.view().groupEpoch().epoch();
                        case GroupLookup.Ambiguous several -> several.reason();
                        case GroupLookup.Unknown unknown -> unknown.reason();
                    };
            responder.error(504, "the group did not become Intact under epoch " + epoch + " or later in time: " + now);
        }
    }
}
