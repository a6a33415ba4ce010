package dev.fusebox.core.member;

import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.health.StallWatch;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The groups of one member beside its book of epochs: who watches and judges in those in force, and how long those that it was taken out
 * of are still shown, and to whom.
 */
final class Epochs {
    /** By then everybody has heard that the group, or this member in it, is no more. */
    private static final long RETIRED_NANOS = Nanos.ofMillis(30_000);

    final EpochBook book;
    private final Map<String, GroupMember> inForce = new TreeMap<>();
    private final Map<String, Retired> retired = new TreeMap<>();

    private record Retired(List<RosterMember> contacts, long untilNanos) {}

    Epochs(MemberId self) {
        this.book = new EpochBook(self);
    }

    Collection<GroupMember> all() {
        return inForce.values();
    }

    Optional<GroupMember> find(String group) {
        return Optional.ofNullable(inForce.get(group));
    }

    Optional<GroupMember> find(GroupEpoch groupEpoch) {
        return find(groupEpoch.group()).filter(g -> g.groupEpoch().equals(groupEpoch));
    }

    /** The shortest heartbeat interval of all groups; that of a stall if there are none. */
    long shortestIntervalNanos() {
        if (inForce.isEmpty()) {
            return StallWatch.MIN_LIMIT_NANOS;
        }
        long shortest = Nanos.NEVER;
        for (GroupMember group : inForce.values()) {
            shortest = Math.min(shortest, group.intervalNanos());
        }
        return shortest;
    }

    void put(GroupMember group) {
        retired.remove(group.groupEpoch().group());
        inForce.put(group.groupEpoch().group(), group);
    }

    /** Takes a group out of force. */
    Optional<GroupMember> retire(GroupEpoch groupEpoch, long nowNanos) {
        GroupMember gone = inForce.remove(groupEpoch.group());
        if (gone != null && !gone.page().isBurnt()) {
            retired.put(groupEpoch.group(), new Retired(contacts(gone), nowNanos + RETIRED_NANOS));
        }
        return Optional.ofNullable(gone);
    }

    /** Whether a retired group's time is over. */
    boolean expire(long nowNanos) {
        if (retired.isEmpty()) {
            return false;
        }
        List<String> over = new ArrayList<>();
        retired.forEach((group, r) -> {
            if (nowNanos >= r.untilNanos) {
                over.add(group);
            }
        });
        over.forEach(group -> {
            retired.remove(group);
            book.forgetRetired(group);
        });
        return !over.isEmpty();
    }

    /** Where that member of a group in force is reached, whether or not this one keeps a stream with it. */
    Optional<String> address(MemberId member) {
        for (GroupMember group : inForce.values()) {
            Optional<RosterMember> entry = group.membership().find(member);
            if (entry.isPresent()) {
                return entry.map(RosterMember::address);
            }
        }
        return Optional.empty();
    }

    /** Everybody that this member keeps a stream with. */
    List<RosterMember> everyone() {
        List<RosterMember> everyone = new ArrayList<>();
        inForce.values().forEach(g -> everyone.addAll(contacts(g)));
        retired.values().forEach(r -> everyone.addAll(r.contacts));
        return everyone;
    }

    private static List<RosterMember> contacts(GroupMember group) {
        return group.membership().contacts().stream()
                .flatMap(id -> group.membership().find(id).stream())
                .toList();
    }

    long nextDeadlineNanos() {
        long next = Nanos.NEVER;
        for (Retired gone : retired.values()) {
            next = Math.min(next, gone.untilNanos);
        }
        return next;
    }
}
