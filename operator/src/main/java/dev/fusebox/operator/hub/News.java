package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which groups' statuses are to be written, and when: the life of the fuse at once, everything else after a while, together. Time is an
 * argument. Not thread-safe, but for {@link #told}.
 */
final class News {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    /** What is not the life of the fuse may wait and be written together. */
    private static final long QUIET_NANOS = 1_000_000_000L;

    /**
     * So long where more is about to come that should be seen in one piece: after a burn the next epoch, which carries the final counts
     * of the burn with it; after an agent's connection its member.
     */
    private static final long MORE_TO_COME_NANOS = 5_000_000_000L;

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final Consumer<String> teller;

    private static final class Watched {
        volatile Optional<GroupState> told = Optional.empty();
        Optional<Long> changedSinceNanos = Optional.empty();
    }

    /**
     * Nothing told yet.
     *
     * @param teller takes the key of a group whose status is to be written; does not block
     */
    News(Consumer<String> teller) {
        this.teller = teller;
    }

    /** The group as it was told last, which is how it is to be written: what has changed since waits for its time. */
    Optional<GroupState> told(String key) {
        return Optional.ofNullable(watched.get(key)).flatMap(w -> w.told);
    }

    void forget(String key) {
        watched.remove(key);
    }

    void forgetAll() {
        watched.clear();
    }

    /** The group as it is now; whether that has been told. */
    boolean look(String key, GroupState state, long now) {
        Watched watch = watched.computeIfAbsent(key, k -> new Watched());
        Optional<GroupState> told = watch.told;
        if (told.filter(state::equals).isPresent()) {
            watch.changedSinceNanos = Optional.empty();
            return true;
        }
        boolean urgent = told.filter(t -> t.life().equals(state.life())).isEmpty();
        long since = watch.changedSinceNanos.orElse(now);
        watch.changedSinceNanos = Optional.of(since);
        boolean moreToCome = state.fuse() == Fuse.BURNT
                || told.filter(state::differsInJoinersAlone).isPresent();
        long quiet = moreToCome ? MORE_TO_COME_NANOS : QUIET_NANOS;
        if (urgent || now - since >= quiet) {
            if (urgent) {
                LOG.info(
                        "group={} epoch={} fuse={} members={}",
                        key,
                        state.epoch(),
                        state.fuse(),
                        state.roster().size());
            }
            watch.told = Optional.of(state);
            watch.changedSinceNanos = Optional.empty();
            teller.accept(key);
            return true;
        }
        return false;
    }
}
