package dev.fusebox.core.member;

import dev.fusebox.core.fuse.Tombstones;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.overlay.StableHash;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The groups of one member: those in force, those that it was taken out of and still shows for a while (so that nobody takes their
 * absence for a burn), and the tombstones.
 */
final class Epochs {
    /** By then everybody has heard that the group, or this member in it, is no more. */
    private static final long RETIRED_NANOS = Nanos.ofMillis(30_000);

    final Tombstones tombstones = new Tombstones();
    private final Map<String, GroupMember> inForce = new TreeMap<>();
    private final Map<String, Retired> retired = new TreeMap<>();

    private record Retired(Roster roster, List<RosterMember> contacts, long untilNanos) {}

    Collection<GroupMember> all() {
        return inForce.values();
    }

    Optional<GroupMember> find(String group) {
        return Optional.ofNullable(inForce.get(group));
    }

    Optional<GroupMember> find(GroupEpoch groupEpoch) {
        return find(groupEpoch.group()).filter(g -> g.groupEpoch().equals(groupEpoch));
    }

    void put(GroupMember group) {
        retired.remove(group.groupEpoch().group());
        inForce.put(group.groupEpoch().group(), group);
    }

    /** Takes a group out of force. */
    Optional<GroupMember> retire(String group, long nowNanos) {
        GroupMember gone = inForce.remove(group);
        if (gone != null && !gone.fuse().isBurnt()) {
            List<RosterMember> contacts = gone.membership().contacts().stream()
                    .flatMap(id -> gone.membership().find(id).stream())
                    .toList();
            retired.put(group, new Retired(gone.roster(), contacts, nowNanos + RETIRED_NANOS));
        }
        return Optional.ofNullable(gone);
    }

    /** Whether a retired group's time is over. */
    boolean expire(long nowNanos) {
        return retired.values().removeIf(r -> nowNanos >= r.untilNanos);
    }

    /** Everybody that this member keeps a stream with. */
    List<RosterMember> everyone() {
        List<RosterMember> everyone = new ArrayList<>();
        for (GroupMember group : inForce.values()) {
            group.membership()
                    .contacts()
                    .forEach(id -> group.membership().find(id).ifPresent(everyone::add));
        }
        retired.values().forEach(r -> everyone.addAll(r.contacts));
        return everyone;
    }

    /** What this member shows to that peer. */
    List<EpochList.Entry> shownTo(MemberId peer) {
        Map<GroupEpoch, EpochList.Entry> entries = new TreeMap<>();
        for (GroupMember group : inForce.values()) {
            if (!group.fuse().isBurnt() && group.membership().contains(peer)) {
                long revision = group.roster().revision();
                entries.put(
                        group.groupEpoch(),
                        new EpochList.Entry(
                                group.groupEpoch(),
                                revision,
                                group.kept(),
                                group.membership().acknowledgedBits()));
            }
        }
        for (Retired r : retired.values()) {
            if (r.roster.member(peer).isPresent()) {
                GroupEpoch groupEpoch = r.roster.groupEpoch();
                entries.put(groupEpoch, new EpochList.Entry(groupEpoch, r.roster.revision(), false));
            }
        }
        return entries.values().stream().limit(EpochList.MAX_ENTRIES).toList();
    }

    /** The epochs shown to that peer as one number. */
    long digestFor(MemberId peer) {
        List<GroupEpoch> shown = new ArrayList<>(inForce.size());
        for (GroupMember group : inForce.values()) {
            if (!group.fuse().isBurnt() && group.membership().contains(peer)) {
                shown.add(group.groupEpoch());
            }
        }
        for (Retired r : retired.values()) {
            if (r.roster.member(peer).isPresent()) {
                shown.add(r.roster.groupEpoch());
            }
        }
        Collections.sort(shown);
        return StableHash.of(shown.stream().limit(EpochList.MAX_ENTRIES).toArray());
    }

    long nextDeadlineNanos() {
        return retired.values().stream().mapToLong(Retired::untilNanos).min().orElse(Nanos.NEVER);
    }
}
