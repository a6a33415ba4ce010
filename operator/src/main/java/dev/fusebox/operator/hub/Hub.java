package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupController;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Happening;
import dev.fusebox.operator.health.Push;
import dev.fusebox.operator.health.Stored;
import dev.fusebox.operator.ingest.AgentListener;
import dev.fusebox.operator.ingest.Drop;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.GroupEpoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which everything is decided: pods, specs and reports come in, group controllers are evaluated, pushes go out, and
 * whoever writes status is told that there is news. Callers never wait; the inbox is bounded.
 */
public final class Hub implements AgentListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final int INBOX = 65_536;
    private static final int MAX_FLOORS = 10_000;
    private static final long TICK_NANOS = 200_000_000L;

    /** What is not the life of the fuse may wait and be written together. */
    private static final long QUIET_NANOS = 1_000_000_000L;

    /** After a burn the next epoch usually begins soon, and carries the final counts of the burn with it. */
    private static final long QUIET_BURNT_NANOS = 5_000_000_000L;

    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
    private final AgentBook book = new AgentBook();
    private final Map<String, PodFact> pods = new HashMap<>();
    private final Map<String, GroupController> groups = new HashMap<>();
    private final Map<String, Long> floors = new LinkedHashMap<>();
    private final Map<String, Watched> watched = new HashMap<>();
    private final Map<String, GroupState> latest = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private final Supplier<Instant> wall;
    private final Consumer<Push> sender;
    private final Consumer<String> news;
    private final BiConsumer<GroupSpec, Happening> happened;
    private final Consumer<Drop> dropped;
    private final Set<String> touched = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long lastTurnNanos;
    private volatile int attached;

    private static final class Watched {
        Optional<GroupState> told = Optional.empty();
        Optional<Long> changedSinceNanos = Optional.empty();
    }

    /**
     * Starts the loop.
     *
     * @param clock monotonic nanoseconds
     * @param wall for people
     * @param sender takes what is to be pushed to agents; does not block
     * @param news takes the key of a group whose status is to be written; does not block
     * @param happened takes what people should hear about a member; does not block
     * @param dropped counts
     */
    public Hub(
            LongSupplier clock,
            Supplier<Instant> wall,
            Consumer<Push> sender,
            Consumer<String> news,
            BiConsumer<GroupSpec, Happening> happened,
            Consumer<Drop> dropped) {
        this.clock = clock;
        this.wall = wall;
        this.sender = sender;
        this.news = news;
        this.happened = happened;
        this.dropped = dropped;
        this.lastTurnNanos = clock.getAsLong();
        this.thread = Thread.ofPlatform().name("hub").daemon().start(this::run);
    }

    /** A FailureGroup is there, or changed; stored is what its status says. */
    public void observe(GroupSpec spec, Stored stored) {
        submit(() -> {
            GroupController known = groups.get(spec.key());
            if (known == null) {
                long floor = floors.getOrDefault(spec.key(), 0L);
                Stored from = floor > stored.life().epoch() ? Stored.of(new GroupState.Life(floor, Fuse.NONE)) : stored;
                groups.put(spec.key(), new GroupController(spec, from, clock.getAsLong()));
                watched.put(spec.key(), new Watched());
            } else {
                known.spec(spec);
            }
            touched.add(spec.key());
        });
    }

    /** The FailureGroup was deleted. */
    public void remove(String key) {
        submit(() -> {
            GroupController gone = groups.remove(key);
            watched.remove(key);
            latest.remove(key);
            if (gone != null) {
                gone.removed().forEach(sender);
                // A group of the same name that comes later must not use a number that members still remember.
                floors.put(key, Math.max(gone.epoch(), book.forgetGroup(key)));
                if (floors.size() > MAX_FLOORS) {
                    floors.remove(floors.keySet().iterator().next());
                }
            }
        });
    }

    /** A pod is there, or changed. */
    public void pod(PodFact pod) {
        submit(() -> {
            if (!pod.equals(pods.put(pod.uid(), pod))) {
                touchNamespace(pod.namespace());
            }
        });
    }

    /** A pod object is gone. */
    public void podGone(String uid) {
        submit(() -> {
            PodFact gone = pods.remove(uid);
            if (gone != null) {
                touchNamespace(gone.namespace());
                book.forget(uid);
            }
        });
    }

    /** That epoch and fuse of the group are on the API server now. */
    public void confirmed(String key, GroupState.Life life) {
        submit(() -> {
            GroupController group = groups.get(key);
            if (group != null) {
                group.confirmed(life);
                touched.add(key);
            }
        });
    }

    /** The group as last evaluated. */
    public Optional<GroupState> latest(String key) {
        return Optional.ofNullable(latest.get(key));
    }

    /** All groups as last evaluated. */
    public List<GroupState> all() {
        return List.copyOf(latest.values());
    }

    /** How many agents are attached. */
    public int attachedAgents() {
        return attached;
    }

    /** How long ago the loop last turned, in nanoseconds: the operator lives if this stays small. */
    public long lagNanos() {
        return clock.getAsLong() - lastTurnNanos;
    }

    @Override
    public void attached(AgentHello hello) {
        submit(() -> {
            book.attached(hello, clock.getAsLong());
            groups.values().forEach(g -> g.reattached(hello.getMember()));
            touchOf(hello.getMember(), hello.getNamespace());
            LOG.debug("agent of {}/{} attached", hello.getNamespace(), hello.getPodName());
        });
    }

    @Override
    public void detached(String uid) {
        submit(() -> {
            book.detached(uid);
            touchOf(uid, "");
        });
    }

    @Override
    public void said(String uid, AgentMessage message) {
        submit(() -> take(uid, message));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void take(String uid, AgentMessage message) {
        switch (message.getBodyCase()) {
            case GROUP -> {
                String key = message.getGroup().getGroupEpoch().getGroup();
                if (handedOut(uid, message.getGroup().getGroupEpoch())) {
                    note(key, book.report(uid, message.getGroup(), clock.getAsLong()));
                }
            }
            case MEMBER -> {
                if (handedOut(uid, message.getMember().getGroupEpoch())) {
                    note(message.getMember().getGroupEpoch().getGroup(), book.report(uid, message.getMember()));
                }
            }
            case IDLE -> {
                book.application(uid, message.getIdle().getApplication());
                touchOf(uid, "");
            }
            case EVIDENCE, HELLO, BODY_NOT_SET -> {}
        }
    }

    /** Only a hello may tell of an epoch that this operator does not know: it is all that is left of a status that was lost. */
    private boolean handedOut(String uid, GroupEpoch about) {
        GroupController group = groups.get(about.getGroup());
        // While the API server is away no group is known; what the hello named may well exist, and its burn must not be
        // lost.
        long known = group == null ? book.epochOf(uid, about.getGroup()) : group.epoch();
        if (about.getEpoch() <= known) {
            return true;
        }
        dropped.accept(known == 0 && group == null ? Drop.UNKNOWN_GROUP : Drop.WRONG_EPOCH);
        return false;
    }

    private void note(String key, boolean taken) {
        if (taken) {
            touched.add(key);
        } else {
            dropped.accept(Drop.STALE);
        }
    }

    private void touchOf(String uid, String namespace) {
        PodFact pod = pods.get(uid);
        touchNamespace(pod != null ? pod.namespace() : namespace);
    }

    private void touchNamespace(String namespace) {
        groups.keySet().stream().filter(key -> key.startsWith(namespace + "/")).forEach(touched::add);
    }

    private void submit(Runnable work) {
        if (!inbox.offer(work)) {
            dropped.accept(Drop.NO_ROOM);
            LOG.warn("the inbox is full: {} entries wait", INBOX);
        }
    }

    private void run() {
        long tickAtNanos = clock.getAsLong() + TICK_NANOS;
        while (!closed) {
            try {
                long wait = Math.max(0, tickAtNanos - clock.getAsLong());
                Runnable first = inbox.poll(wait, TimeUnit.NANOSECONDS);
                List<Runnable> batch = new ArrayList<>();
                if (first != null) {
                    batch.add(first);
                    inbox.drainTo(batch, 1_000);
                }
                batch.forEach(Runnable::run);
                if (clock.getAsLong() >= tickAtNanos) {
                    tickAtNanos = clock.getAsLong() + TICK_NANOS;
                    touched.addAll(groups.keySet());
                }
                evaluateTouched();
                lastTurnNanos = clock.getAsLong();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException defect) {
                LOG.error("a defect in the loop; it goes on", defect);
            }
        }
    }

    private void evaluateTouched() {
        attached = book.attachedCount();
        for (String key : List.copyOf(touched)) {
            touched.remove(key);
            GroupController group = groups.get(key);
            if (group != null) {
                evaluate(key, group);
            }
        }
    }

    private void evaluate(String key, GroupController group) {
        String namespace = key.substring(0, key.indexOf('/'));
        List<PodFact> inNamespace = pods.values().stream()
                .filter(p -> p.namespace().equals(namespace))
                .toList();
        group.evaluate(inNamespace, book, clock.getAsLong(), wall.get()).forEach(sender);
        group.takeHappenings().forEach(h -> happened.accept(group.spec(), h));
        group.state().ifPresent(state -> {
            latest.put(key, state);
            tellNews(key, state);
        });
    }

    private void tellNews(String key, GroupState state) {
        Watched watch = watched.computeIfAbsent(key, k -> new Watched());
        Optional<GroupState> told = watch.told;
        if (told.filter(state::equals).isPresent()) {
            watch.changedSinceNanos = Optional.empty();
            return;
        }
        long now = clock.getAsLong();
        boolean urgent = told.filter(t -> t.life().equals(state.life())).isEmpty();
        long since = watch.changedSinceNanos.orElse(now);
        watch.changedSinceNanos = Optional.of(since);
        long quiet = state.fuse() == Fuse.BURNT ? QUIET_BURNT_NANOS : QUIET_NANOS;
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
            news.accept(key);
        }
    }
}
