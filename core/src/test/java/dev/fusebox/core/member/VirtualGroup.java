package dev.fusebox.core.member;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Several members in one test, on a virtual clock and a network that can be broken: clock, scheduler and links in one. Runs only when
 * told. Member {@code mI} lives on node {@code nJ}, dealt out round robin.
 */
final class VirtualGroup {
    static final String GROUP = "g";
    private static final long DELAY_NANOS = 500_000;

    final Map<MemberId, Node> nodes = new TreeMap<>();
    final Map<MemberId, List<Told>> told = new TreeMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Set<Set<MemberId>> streams = new HashSet<>();
    private final Random random;
    private final int nodeCount;
    private BiPredicate<MemberId, MemberId> lost = (from, to) -> false;
    private long nowNanos = Nanos.ofMillis(1_000);
    private long eventNumber;
    private Listener onSend = (at, from, to, message) -> {};

    record Told(long atNanos, Notice notice) {}

    /** Sees what members send, whether it arrives or not. */
    interface Listener {
        void sent(long atNanos, MemberId from, MemberId to, Message message);
    }

    private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(number, other.number);
        }
    }

    /** One member's machine. */
    final class Node {
        final MemberId id;
        final Deque<Input> waiting = new ArrayDeque<>();
        final Map<Long, Call> calls = new HashMap<>();
        Member member;
        KeptState kept = KeptState.NONE;
        final Map<Counter, Integer> counts = new EnumMap<>(Counter.class);
        boolean dead;
        boolean paused;
        int wakeUps;
        long nextToken;
        long timerAtNanos = Nanos.NEVER;

        Node(MemberId id) {
            this.id = id;
            start();
        }

        void start() {
            dead = false;
            member = new Member(Identity.insecure(id), kept, new Random(random.nextLong()), nowNanos);
            carryOut(member.start());
        }

        void give(Input input) {
            if (dead) {
                return;
            }
            if (paused) {
                waiting.add(input);
                return;
            }
            carryOut(member.handle(input, nowNanos));
        }

        /** Whether that member stands in one of its rosters; transports refuse streams of others. */
        boolean knows(MemberId other) {
            return member.views(nowNanos).stream()
                    .flatMap(view -> view.members().stream())
                    .anyMatch(m -> m.member().id().equals(other));
        }

        private void carryOut(List<Effect> effects) {
            effects.forEach(effect -> perform(this, effect));
            armTimer();
        }

        private void armTimer() {
            long at = member.nextDeadlineNanos();
            if (at != timerAtNanos && at != Nanos.NEVER) {
                timerAtNanos = at;
                schedule(at, () -> {
                    if (timerAtNanos == at && !paused) {
                        timerAtNanos = Nanos.NEVER;
                        wakeUps++;
                        give(new Input.TimerFired());
                    }
                });
            }
        }
    }

    private record Call(MemberId caller, ProbeQuery query) {}

    VirtualGroup(int members, int nodeCount, long seed) {
        this.random = new Random(seed);
        this.nodeCount = nodeCount;
        for (int i = 0; i < members; i++) {
            add(i);
        }
    }

    static MemberId m(int number) {
        return new MemberId("m" + number);
    }

    void add(int number) {
        told.put(m(number), new ArrayList<>());
        nodes.put(m(number), new Node(m(number)));
    }

    RosterMember entry(int number, long joinedRevision) {
        String node = "n" + number % nodeCount;
        return new RosterMember(m(number), "m" + number, "m" + number + ":1", node, "", joinedRevision);
    }

    Roster roster(long epoch, long revision, int... numbers) {
        return roster(new GroupEpoch(GROUP, epoch), revision, DetectionSettings.DEFAULTS, Fate.NOTIFY, numbers);
    }

    Roster roster(GroupEpoch groupEpoch, long revision, DetectionSettings detection, Fate fate, int... numbers) {
        List<RosterMember> members = new ArrayList<>();
        for (int number : numbers) {
            members.add(entry(number, 1));
        }
        return new Roster(groupEpoch, revision, members, detection, fate, false);
    }

    static int[] upTo(int members) {
        int[] numbers = new int[members];
        for (int i = 0; i < members; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    /** Everyone gets the roster, the group forms, and ten seconds of calm pass. */
    VirtualGroup formed() {
        return formed(roster(1, 1, upTo(nodes.size())));
    }

    VirtualGroup formed(Roster roster) {
        roster.members().forEach(m -> node(m.id()).give(new Input.RosterReceived(roster)));
        run(10_000);
        return this;
    }

    void give(int number, Input input) {
        node(number).give(input);
    }

    Node node(int number) {
        return node(m(number));
    }

    private Node node(MemberId id) {
        return Objects.requireNonNull(nodes.get(id));
    }

    private List<Told> toldTo(MemberId id) {
        return Objects.requireNonNull(told.get(id));
    }

    long now() {
        return nowNanos;
    }

    void run(long milliseconds) {
        long end = nowNanos + Nanos.ofMillis(milliseconds);
        while (!events.isEmpty() && events.peek().atNanos <= end) {
            Event event = events.poll();
            nowNanos = Math.max(nowNanos, event.atNanos);
            event.action.run();
        }
        nowNanos = end;
    }

    void onSend(Listener listener) {
        onSend = listener;
    }

    /** How often that member counted this. */
    int count(int number, Counter counter) {
        return node(number).counts.getOrDefault(counter, 0);
    }

    /** Messages from one to the other are lost where this says so, silently. */
    void lose(BiPredicate<MemberId, MemberId> rule) {
        lost = rule;
    }

    void cut(Set<MemberId> component) {
        lose((from, to) -> component.contains(from) != component.contains(to));
    }

    void heal() {
        lose((from, to) -> false);
    }

    void kill(int number) {
        Node victim = node(number);
        victim.dead = true;
        for (Set<MemberId> stream : List.copyOf(streams)) {
            if (stream.contains(victim.id)) {
                streams.remove(stream);
                for (MemberId end : stream) {
                    MemberId other = end;
                    if (!other.equals(victim.id) && !lost.test(victim.id, other)) {
                        later(() -> node(other).give(new Input.StreamClosed(victim.id)));
                    }
                }
            }
        }
    }

    void restart(int number) {
        node(number).waiting.clear();
        node(number).timerAtNanos = Nanos.NEVER;
        node(number).start();
    }

    void pause(int number) {
        node(number).paused = true;
    }

    void resume(int number) {
        Node node = node(number);
        node.paused = false;
        node.timerAtNanos = Nanos.NEVER;
        node.wakeUps++;
        node.give(new Input.TimerFired());
        while (!node.waiting.isEmpty()) {
            node.give(node.waiting.poll());
        }
    }

    FuseState fuse(int number) {
        return view(number, GROUP).fuse();
    }

    GroupView view(int number, String group) {
        return node(number).member.view(group, nowNanos).orElseThrow();
    }

    /** The burns that member was told of, with the time in milliseconds since the given one. */
    List<Notice.FuseBurnt> burns(int number) {
        return notices(number, Notice.FuseBurnt.class);
    }

    <N extends Notice> List<N> notices(int number, Class<N> type) {
        return toldTo(m(number)).stream()
                .filter(t -> type.isInstance(t.notice))
                .map(t -> type.cast(t.notice))
                .toList();
    }

    /** When that member was told of its first burn. */
    long burntAtNanos(int number) {
        return toldTo(m(number)).stream()
                .filter(t -> t.notice instanceof Notice.FuseBurnt)
                .findFirst()
                .orElseThrow(() -> new AssertionError("m" + number + " was not told"))
                .atNanos;
    }

    private void perform(Node node, Effect effect) {
        switch (effect) {
            case Effect.Send send -> {
                onSend.sent(nowNanos, node.id, send.to(), send.message());
                if (streams.contains(Set.of(node.id, send.to())) && !lost.test(node.id, send.to())) {
                    later(() -> node(send.to()).give(new Input.Received(node.id, send.message())));
                }
            }
            case Effect.SendFreshProbe probe -> freshProbe(node, probe.query());
            case Effect.AnswerFreshProbe answer -> {
                Call call = node.calls.remove(answer.callToken());
                if (call != null && !lost.test(node.id, call.caller)) {
                    later(() -> node(call.caller).give(new Input.FreshProbeAnswered(node.id, answer.reply())));
                }
            }
            case Effect.Dial dial -> dial(node, dial.peer());
            case Effect.Drop drop -> {
                if (streams.remove(Set.of(node.id, drop.peer())) && !lost.test(node.id, drop.peer())) {
                    later(() -> node(drop.peer()).give(new Input.StreamClosed(node.id)));
                }
            }
            case Effect.Persist persist -> node.kept = persist.state();
            case Effect.Tell tell -> toldTo(node.id).add(new Told(nowNanos, tell.notice()));
            case Effect.Report report -> {}
            case Effect.Count count -> node.counts.merge(count.counter(), 1, Integer::sum);
        }
    }

    private void freshProbe(Node from, ProbeQuery query) {
        Node subject = node(query.subject());
        if (lost.test(from.id, query.subject()) || lost.test(query.subject(), from.id)) {
            return;
        }
        later(() -> {
            if (subject.dead) {
                later(() -> from.give(new Input.FreshProbeRefused(subject.id, query.nonce())));
            } else {
                long token = ++subject.nextToken;
                subject.calls.put(token, new Call(from.id, query));
                subject.give(new Input.FreshProbeReceived(token, query));
            }
        });
    }

    private void dial(Node from, MemberId to) {
        Node peer = node(to);
        if (lost.test(from.id, to) || lost.test(to, from.id)) {
            return;
        }
        later(() -> {
            if (peer.dead || !peer.knows(from.id)) {
                later(() -> from.give(new Input.StreamClosed(to)));
            } else if (!peer.paused) {
                streams.add(Set.of(from.id, to));
                peer.give(new Input.StreamOpened(from.id));
                from.give(new Input.StreamOpened(to));
            }
        });
    }

    private void later(Runnable action) {
        schedule(nowNanos + DELAY_NANOS, action);
    }

    private void schedule(long atNanos, Runnable action) {
        events.add(new Event(atNanos, eventNumber++, action));
    }
}
