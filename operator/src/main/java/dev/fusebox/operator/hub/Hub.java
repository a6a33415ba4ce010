package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.CaseWatches;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.Fuse;
import dev.fusebox.operator.health.GroupController;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.health.Happening;
import dev.fusebox.operator.health.Push;
import dev.fusebox.operator.health.Stored;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.health.review.Restraints;
import dev.fusebox.operator.health.review.Review;
import dev.fusebox.operator.ingest.AgentListener;
import dev.fusebox.operator.ingest.DropListener;
import dev.fusebox.operator.remediation.ClusterApi;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Proposal;
import dev.fusebox.operator.remediation.Remediator;
import dev.fusebox.operator.remediation.Sighting;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.NodeFact;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which everything is decided: pods, specs and reports come in, group controllers are evaluated, pushes go out, and
 * whoever writes status is told that there is news. Callers never wait. What agents say is bounded: one that finds no room is sent away and
 * says everything again when it is back; what Kubernetes says is as much as there are objects, and is never dropped.
 *
 * <p>While another replica leads, facts are kept up to date and groups are not looked at: whoever begins to lead begins with the statuses as
 * they are then, and nothing of an earlier term is left.
 */
public final class Hub implements AgentListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final String QUARANTINED =
            "its agent sent too many messages that had to be refused; it may come back in a while";
    private static final int MAX_FLOORS = 10_000;
    private static final long TICK_NANOS = 200_000_000L;

    /**
     * Agents come to a new leader within 30 s and a refusal or two. Until then counts that only say who is on the way are not told: of a
     * thousand agents they would be thousands of writes, each at odds with the next.
     */
    private static final long RETURN_NANOS = 35_000_000_000L;

    private final Inbox inbox = new Inbox();
    private final AgentBook book = new AgentBook();
    private final ClusterFacts facts = new ClusterFacts();
    private final Map<String, GroupController> groups = new HashMap<>();
    private final GroupPods groupPods = new GroupPods();
    private final Map<String, Long> floors = new LinkedHashMap<>();
    private final CaseWatches caseWatches = new CaseWatches();
    private final Map<String, GroupState> latest = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private final Supplier<Instant> wall;
    private final Consumer<Push> sender;
    private final News news;
    private final BiConsumer<GroupSpec, Happening> happened;
    private final AgentWords words;
    private final Remedies remedies;
    private final Rounds rounds = new Rounds();
    private final Supplier<Review.Post> post;
    private final PendingOrders orders;
    private final Lateness worstLagNanos = new Lateness();
    private final Set<String> touched = new HashSet<>();
    private Optional<Workbench> workbench = Optional.empty();
    private final Thread thread;
    private long leadingSinceNanos;
    private volatile boolean leading;
    private volatile boolean closed;
    private volatile long lastTurnNanos;
    private volatile int attached;

    /**
     * Starts the loop.
     *
     * @param clock monotonic nanoseconds
     * @param wall for people
     * @param sender takes what is to be pushed to agents; does not block
     * @param news takes the key of a group whose status is to be written; does not block
     * @param happened takes what people should hear about a member; does not block
     * @param dropped counts
     * @param post where this operator stands; its loop's lag is filled in here
     */
    public Hub(
            LongSupplier clock,
            Supplier<Instant> wall,
            Consumer<Push> sender,
            Consumer<String> news,
            BiConsumer<GroupSpec, Happening> happened,
            DropListener dropped,
            Supplier<Review.Post> post) {
        this.clock = clock;
        this.wall = wall;
        this.sender = sender;
        this.news = new News(news);
        this.happened = happened;
        this.post = post;
        this.orders = new PendingOrders(sender);
        this.words = new AgentWords(book, facts, groups, orders, dropped, new AgentWords.Touch() {
            @Override
            public void group(String key) {
                touched.add(key);
            }

            @Override
            public void groupsOf(String uid) {
                touched.addAll(groupPods.groupsOf(uid));
            }
        });
        this.remedies = new Remedies(happened);
        this.lastTurnNanos = clock.getAsLong();
        this.thread = Thread.ofPlatform().name("hub").daemon().start(this::run);
    }

    /** This replica leads from now on, and begins with nothing: groups come as {@link #observe} tells of them. */
    public void lead() {
        inbox.submit(() -> {
            forget();
            leadingSinceNanos = clock.getAsLong();
            leading = true;
        });
    }

    /** Another replica leads: everything that was decided is forgotten. */
    public void follow() {
        inbox.submit(() -> {
            leading = false;
            forget();
        });
    }

    private void forget() {
        remedies.newTerm();
        groups.clear();
        groupPods.clear();
        rounds.forgetAll();
        news.forgetAll();
        latest.clear();
        touched.clear();
    }

    /** A FailureGroup is there, or changed; stored is what its status says. */
    public void observe(GroupSpec spec, Stored stored) {
        inbox.submit(() -> {
            if (!leading) {
                return;
            }
            GroupController group = groups.get(spec.key());
            if (group == null) {
                long floor = floors.getOrDefault(spec.key(), 0L);
                Stored from = floor > stored.life().epoch() ? Stored.of(new GroupState.Life(floor, Fuse.NONE)) : stored;
                groups.put(spec.key(), new GroupController(spec, from, clock.getAsLong()));
                groupPods.group(spec, facts.podsIn(spec.namespace()), from.cases());
            } else if (!group.spec().equals(spec)) {
                group.spec(spec);
                groupPods.group(spec, facts.podsIn(spec.namespace()), List.of());
            }
            touched.add(spec.key());
        });
    }

    /** The FailureGroup was deleted. */
    public void remove(String key) {
        inbox.submit(() -> {
            GroupController gone = groups.remove(key);
            if (gone != null) {
                remedies.removed(gone.spec());
            }
            groupPods.groupGone(key);
            rounds.forget(key);
            news.forget(key);
            latest.remove(key);
            caseWatches.cases(key, List.of());
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
        inbox.submit(() -> {
            if (facts.pod(pod)) {
                touched.addAll(groupPods.pod(
                        pod, groups.values().stream().map(GroupController::spec).toList()));
            }
        });
    }

    /** A pod object is gone. */
    public void podGone(String uid) {
        inbox.submit(() -> {
            facts.podGone(uid).ifPresent(gone -> {
                touched.addAll(groupPods.podGone(uid));
                book.forget(uid);
                caseWatches.forget(uid);
            });
        });
    }

    /** A node is there, or changed. */
    public void node(NodeFact node) {
        inbox.submit(() -> facts.node(node).forEach(this::touchNamespace));
    }

    /** A node object is gone. */
    public void nodeGone(String name) {
        inbox.submit(() -> facts.nodeGone(name).forEach(this::touchNamespace));
    }

    /**
     * The Lease of a node, as its watch has it now.
     *
     * @param renewed what it says about its last renewal, compared for equality only
     */
    public void lease(String node, String renewed, long durationNanos) {
        long now = clock.getAsLong();
        inbox.submit(() -> facts.leases().seen(node, renewed, durationNanos, now));
    }

    /** The Lease of a node is gone. */
    public void leaseGone(String node) {
        inbox.submit(() -> facts.leases().gone(node));
    }

    /** Whether the watch of the Leases stands; told once per second. */
    public void leasesWatched(boolean stands) {
        long now = clock.getAsLong();
        inbox.submit(() -> facts.leases().watching(stands, now));
    }

    /** That agent is sent away because of what it sent: told once for each of its groups. */
    public void quarantined(String uid) {
        inbox.submit(() -> facts.pod(uid).ifPresent(pod -> groups.values().stream()
                .filter(group -> group.spec().selects(pod))
                .forEach(group ->
                        happened.accept(group.spec(), new Happening.ReporterQuarantined(pod.name(), QUARANTINED)))));
    }

    /** That epoch and fuse of the group are on the API server now. */
    public void confirmed(String key, GroupState.Life life) {
        inbox.submit(() -> {
            GroupController group = groups.get(key);
            if (group != null) {
                group.confirmed(life);
                touched.add(key);
            }
        });
    }

    /** The group as it is to be written: its status is written when its time has come, whatever else makes somebody look at it. */
    public Optional<GroupState> told(String key) {
        return news.told(key);
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
    public boolean attached(AgentHello hello) {
        return inbox.submitFromAgent(() -> {
            book.attached(hello, clock.getAsLong());
            for (String key : groupPods.groupsOf(hello.getMember())) {
                Optional.ofNullable(groups.get(key)).ifPresent(g -> g.reattached(hello.getMember()));
                touched.add(key);
            }
            caseWatches.reattached(hello.getMember());
            LOG.debug("agent of {}/{} attached", hello.getNamespace(), hello.getPodName());
        });
    }

    @Override
    public void detached(String uid) {
        inbox.submit(() -> {
            book.detached(uid, clock.getAsLong());
            touched.addAll(groupPods.groupsOf(uid));
        });
    }

    @Override
    public boolean said(String uid, AgentMessage message) {
        return inbox.submitFromAgent(() -> words.take(uid, message, clock.getAsLong()));
    }

    /** Begins to act, through these; without it everything is judged and nothing done. */
    public void act(ClusterApi api, Supplier<String> ids) {
        Remediator remediator = new Remediator(api, orders, new HubBench(this), ids, wall);
        Workbench bench = new Workbench(
                remediator,
                (job, result) -> inbox.submit(() -> remedies.finished(job, result, wall.get(), clock.getAsLong())));
        inbox.submit(() -> workbench = Optional.of(bench));
    }

    /** The status of that group holds an intent that somebody left behind. */
    public void intentFound(GroupRef group) {
        inbox.submit(() -> remedies.intentFound(group, clock.getAsLong()));
    }

    /** These, as verb and resource, are all that watches lack now. */
    public void rightsMissing(List<String> missing) {
        inbox.submit(() -> remedies.rightsMissing(missing));
    }

    /** The breakers, storms and budgets, for metrics. */
    public Restraints restraints() {
        return remedies.restraints();
    }

    Remedies remedies() {
        return remedies;
    }

    long nowNanos() {
        return clock.getAsLong();
    }

    /** Runs something on the loop's thread and waits for it, for a moment; empty if that is too long. */
    <T> Optional<T> ask(Supplier<T> question) {
        return inbox.ask(question);
    }

    Optional<Decision> again(Sighting seen) {
        long now = clock.getAsLong();
        return remedies.again(seen, facts, book, here(now), now);
    }

    Optional<String> pay(Proposal proposal, String intentId) {
        return remedies.pay(proposal, intentId, facts, clock.getAsLong());
    }

    @Override
    public void close() {
        workbench.ifPresent(Workbench::close);
        closed = true;
        thread.interrupt();
    }

    private void touchNamespace(String namespace) {
        groups.keySet().stream().filter(key -> key.startsWith(namespace + "/")).forEach(touched::add);
    }

    private void run() {
        long tickAtNanos = clock.getAsLong() + TICK_NANOS;
        while (!closed) {
            try {
                inbox.take(Math.max(0, tickAtNanos - clock.getAsLong())).forEach(Runnable::run);
                boolean ticked = clock.getAsLong() >= tickAtNanos;
                if (ticked) {
                    worstLagNanos.turned(clock.getAsLong() - tickAtNanos, clock.getAsLong());
                    tickAtNanos = clock.getAsLong() + TICK_NANOS;
                    touched.addAll(rounds.next(groups.keySet()));
                }
                evaluateTouched(ticked);
                lastTurnNanos = clock.getAsLong();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException defect) {
                LOG.error("a defect in the loop; it goes on", defect);
            }
        }
    }

    private void evaluateTouched(boolean ticked) {
        for (String key : List.copyOf(touched)) {
            touched.remove(key);
            GroupController group = groups.get(key);
            if (group != null) {
                evaluate(key, group);
            }
        }
        caseWatches.due(facts::pod, book::isAttached).forEach(sender);
        if (ticked) {
            attached = book.attachedCount();
            if (rounds.judges(
                    latest.values().stream().anyMatch(s -> !s.toJudge().isEmpty()))) {
                remedy();
            }
        }
    }

    /** Judges all cases, and begins the next job. */
    private void remedy() {
        long now = clock.getAsLong();
        Review.Post here = here(now);
        List<Docket> dockets = groups.values().stream()
                .flatMap(g -> g.state().map(s -> new Docket(g.spec(), s)).stream())
                .toList();
        remedies.look(dockets, facts, book, here, now);
        groups.forEach((key, group) -> {
            if (group.remediation(remedies.view(group.spec(), groupPods.of(key, facts), facts, book, now))) {
                touched.add(key);
            }
        });
        workbench.ifPresent(bench -> remedies.next(here, now).ifPresent(bench::give));
    }

    private Review.Post here(long nowNanos) {
        Review.Post outside = post.get();
        return new Review.Post(
                outside.leading(), outside.leadingForNanos(), worstLagNanos.worst(nowNanos), outside.restartsInPlace());
    }

    private void evaluate(String key, GroupController group) {
        group.nodesGone(facts.nodesGone());
        group.evaluate(groupPods.of(key, facts), book, clock.getAsLong(), wall.get())
                .forEach(sender);
        group.takeHappenings().forEach(h -> happened.accept(group.spec(), h));
        group.state().ifPresent(state -> {
            latest.put(key, state);
            caseWatches.cases(key, state.cases());
            boolean returning =
                    group.isConfirmed() && state.awaitsAgents() && clock.getAsLong() - leadingSinceNanos < RETURN_NANOS;
            boolean told = !returning && news.look(key, state, clock.getAsLong());
            rounds.looked(key, told && state.atRest());
        });
    }
}
