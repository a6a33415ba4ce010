package dev.fusebox.lab.sim.world;

import dev.fusebox.core.member.Identity;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.member.Member;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.lab.sim.engine.LocalClock;
import dev.fusebox.lab.sim.engine.RandomStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One member as a process on a host: its machine, its clock, its disk, and what waits for it. */
final class SimMember {
    /** What waits at a process that cannot take it: so much do its sockets hold. */
    static final int MAX_WAITING = 16_384;

    /** No deadline is scheduled. */
    static final long NO_TIMER = Long.MAX_VALUE;

    final int index;
    final MemberId id;
    final Identity identity;
    final RandomStream random;
    final LocalClock clock;
    final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    final Map<Long, Call> calls = new HashMap<>();
    final Set<MemberId> rosterMembers = new HashSet<>();
    KeptState disk = KeptState.NONE;
    Optional<Member> machine = Optional.empty();
    Optional<Liar> lie = Optional.empty();
    long start;
    long timerAtNanos = NO_TIMER;
    long nextCall;
    long costNanos;
    long busyUntilNanos;
    long wokeAtNanos = -1;
    long droppedInputs;

    /** Its host is up, and refuses what comes for a process that is not. */
    boolean refuses;

    /** An input that came while the process was frozen or busy, and when it came. */
    record Waiting(Input input, long sinceNanos) {}

    /** A probe on a path of its own that this member is to answer. */
    record Call(int asker, long number, long deadlineNanos) {}

    SimMember(int index, MemberId id, Identity identity, RandomStream random, LocalClock clock) {
        this.index = index;
        this.id = id;
        this.identity = identity;
        this.random = random;
        this.clock = clock;
    }

    /** Whether that member stands in one of its rosters; a transport refuses streams of others. */
    boolean knows(MemberId other) {
        return rosterMembers.contains(other);
    }

    void learns(Roster roster) {
        rosterMembers.clear();
        roster.members().stream().map(RosterMember::id).forEach(rosterMembers::add);
    }

    /** Its process ended: what was in its memory is lost. */
    void end() {
        machine = Optional.empty();
        waiting.clear();
        calls.clear();
        rosterMembers.clear();
        timerAtNanos = NO_TIMER;
        start++;
    }
}
