package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.message.Message.Hello;
import dev.fusebox.core.overlay.StableHash;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.roster.Session;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Member {@code m0} alone with the test, which speaks for all its peers {@code m1..}: those that talk send heartbeats, answer epoch lists
 * and acknowledge; everything else is up to the test.
 */
final class LoneMember {
    static final MemberId SELF = new MemberId("m0");
    static final GroupEpoch EPOCH = new GroupEpoch("g", 1);
    static final long INTERVAL = Nanos.ofMillis(200);

    final Member member;
    final Set<MemberId> talking = new TreeSet<>();
    final Map<MemberId, Long> sequences = new HashMap<>();
    final Map<MemberId, Long> incarnations = new HashMap<>();
    final List<Sent> log = new ArrayList<>();
    long digest = StableHash.of(EPOCH);
    long now = Nanos.ofMillis(1_000);
    private long nextBeatNanos = now;
    private long lists;

    /** An effect and when it came. */
    record Sent(long atNanos, Effect effect) {}

    /** In a formed group of so many members, each on its own node. */
    static LoneMember formed(int members) {
        return formed(members, Identity.insecure(SELF));
    }

    static LoneMember formed(int members, Identity identity) {
        return formed(roster(members), identity);
    }

    static LoneMember formed(Roster roster, Identity identity) {
        LoneMember lone = new LoneMember(identity, KeptState.NONE);
        lone.give(new Input.RosterReceived(roster));
        for (int i = 1; i < roster.members().size(); i++) {
            lone.greet(peer(i));
            lone.talking.add(peer(i));
        }
        lone.run(3_000);
        return lone;
    }

    LoneMember(Identity identity, KeptState kept) {
        member = new Member(identity, kept, new Random(5), now);
        take(member.start());
    }

    static MemberId peer(int number) {
        return new MemberId("m" + number);
    }

    static Roster roster(int members) {
        return roster(EPOCH, 1, members);
    }

    static Roster roster(GroupEpoch groupEpoch, long revision, int members) {
        List<RosterMember> entries = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            entries.add(new RosterMember(peer(i), "m" + i, "m" + i + ":1", "n" + i, "", 1));
        }
        return new Roster(groupEpoch, revision, entries, DetectionSettings.DEFAULTS, Fate.NOTIFY, false);
    }

    static Hello hello(MemberId from, long counter) {
        return new Hello(Peers.PROTOCOL_VERSION, from, SELF, new Session(counter, 1), 0, 0);
    }

    /** A stream with that peer stands, and the peer says who it is and what it shows. */
    void greet(MemberId peer) {
        give(new Input.StreamOpened(peer));
        receive(peer, hello(peer, 1));
        receive(peer, list(false, 0, EPOCH));
    }

    /** What a peer shows; where it is asked who acknowledged, of up to 128 members it heard of everyone. */
    static EpochList list(boolean validating, long nonce, GroupEpoch... shown) {
        return new EpochList(
                List.of(shown).stream()
                        .map(e -> new EpochList.Entry(e, 1, false, List.of(-1L, -1L)))
                        .toList(),
                false,
                validating,
                nonce,
                0);
    }

    Evidence vote(MemberId observer, MemberId subject, long sequence, long incarnation) {
        return new Evidence(EPOCH, observer, subject, sequence, incarnation, new Evidence.Vote(1, 9_000, sequence));
    }

    /** A message of that peer; a list of epochs that has no number yet is its newest. */
    List<Effect> receive(MemberId from, Message message) {
        if (message instanceof EpochList list && list.sequence() == 0) {
            EpochList newest = new EpochList(list.entries(), list.reply(), list.validating(), list.nonce(), ++lists);
            return give(new Input.Received(from, newest));
        }
        return give(new Input.Received(from, message));
    }

    List<Effect> give(Input input) {
        return take(member.handle(input, now));
    }

    private List<Effect> take(List<Effect> effects) {
        effects.forEach(effect -> log.add(new Sent(now, effect)));
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send && talking.contains(send.to())) {
                answer(send.to(), send.message());
            }
        }
        return effects;
    }

    private void answer(MemberId peer, Message message) {
        if (message instanceof EpochList asked && asked.reply()) {
            receive(peer, new EpochList(asked.entries(), false, false, asked.nonce(), 0));
        } else if (message instanceof Message.Reliable reliable) {
            receive(peer, new Message.Ack(reliable.sequence()));
        }
    }

    /** Lets time pass; wakes the member when it asks for it, and lets those that talk send heartbeats. */
    void run(long milliseconds) {
        long end = now + Nanos.ofMillis(milliseconds);
        while (Math.min(member.nextDeadlineNanos(), nextBeatNanos) <= end) {
            now = Math.max(now, Math.min(member.nextDeadlineNanos(), nextBeatNanos));
            if (now >= nextBeatNanos) {
                nextBeatNanos = now + INTERVAL;
                talking.forEach(this::beat);
            } else {
                give(new Input.TimerFired());
            }
        }
        now = end;
    }

    /** Lets time pass without anything happening: the loop stands still. */
    void stall(long milliseconds) {
        now += Nanos.ofMillis(milliseconds);
        nextBeatNanos = now + INTERVAL;
    }

    List<Effect> beat(MemberId peer) {
        long sequence = sequences.merge(peer, 1L, Long::sum);
        return receive(peer, new Heartbeat(sequence, incarnations.getOrDefault(peer, 0L), 0, false, digest));
    }

    GroupView view() {
        return member.view(EPOCH.group(), now).orElseThrow();
    }

    /** What it sent of that type since the log was cleared. */
    <M> List<M> sent(Class<M> type) {
        return sentTo(type, Set.of());
    }

    /** The same, to one of these; to anybody if there are none. */
    <M> List<M> sentTo(Class<M> type, Set<MemberId> to) {
        List<M> found = new ArrayList<>();
        for (Sent sent : log) {
            if (sent.effect instanceof Effect.Send send && (to.isEmpty() || to.contains(send.to()))) {
                Object inside =
                        send.message() instanceof Message.Reliable reliable ? reliable.payload() : send.message();
                if (type.isInstance(send.message())) {
                    found.add(type.cast(send.message()));
                } else if (type.isInstance(inside)) {
                    found.add(type.cast(inside));
                }
            }
        }
        return found;
    }

    <E extends Effect> List<E> effects(Class<E> type) {
        return log.stream()
                .map(Sent::effect)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <N extends Notice> List<N> told(Class<N> type) {
        return effects(Effect.Tell.class).stream()
                .map(Effect.Tell::notice)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    long counted(Counter counter) {
        return effects(Effect.Count.class).stream()
                .filter(c -> c.counter() == counter)
                .count();
    }
}
