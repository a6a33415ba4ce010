package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Roster;
import dev.fusebox.proto.v1.RosterMember;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who belongs to one epoch, revision by revision, and which agents were sent which revision. Members of the first revision must all
 * acknowledge before the fuse is intact; later ones join. Not thread-safe.
 */
final class EpochMembers {
    static final int PROTOCOL_VERSION = 1;
    private static final int PEER_PORT = 7946;

    private final long epoch;
    private final GroupSpec spec;
    private final Map<String, PodFact> pods = new TreeMap<>();
    private final Map<String, Long> joinedRevision = new HashMap<>();
    private final Map<String, Long> sentRevision = new HashMap<>();
    private long revision;

    /**
     * An epoch without members yet.
     *
     * @param spec the settings that hold for the whole epoch: changes take effect with the next
     */
    EpochMembers(long epoch, GroupSpec spec) {
        this.epoch = epoch;
        this.spec = spec;
    }

    /** An epoch that begins with these. */
    static EpochMembers first(long epoch, GroupSpec spec, Collection<PodFact> members) {
        EpochMembers first = new EpochMembers(epoch, spec);
        first.revision = 1;
        members.forEach(pod -> first.put(pod, 1));
        return first;
    }

    /** An epoch that an earlier operator formed, as its agents report it. */
    static EpochMembers restored(long epoch, GroupSpec spec, Collection<PodFact> members, long revision) {
        EpochMembers restored = first(epoch, spec, members);
        restored.revision = Math.max(1, revision);
        return restored;
    }

    /** Raises the revision if these change anything. */
    boolean revise(Collection<PodFact> joining, Set<String> leaving) {
        boolean changes = joining.stream().anyMatch(p -> !p.equals(pods.get(p.uid())) && changesRoster(p))
                || leaving.stream().anyMatch(pods::containsKey);
        if (!changes) {
            return false;
        }
        revision++;
        leaving.forEach(uid -> {
            pods.remove(uid);
            joinedRevision.remove(uid);
            sentRevision.remove(uid);
        });
        joining.forEach(pod -> put(pod, joinedRevision.getOrDefault(pod.uid(), revision)));
        return true;
    }

    Set<String> uids() {
        return pods.keySet();
    }

    List<String> firstMembers() {
        return pods.keySet().stream()
                .filter(uid -> joinedRevision.getOrDefault(uid, 0L) == 1)
                .toList();
    }

    boolean contains(String uid) {
        return pods.containsKey(uid);
    }

    boolean isEmpty() {
        return pods.isEmpty();
    }

    long epoch() {
        return epoch;
    }

    /** The agent's stream is new: what was sent before may be lost. */
    void reattached(String uid) {
        sentRevision.remove(uid);
    }

    /** Whether that agent is still to be sent the newest revision; it counts as sent from now on. */
    boolean takeToSend(String uid) {
        Long sent = sentRevision.put(uid, revision);
        return sent == null || sent < revision;
    }

    OperatorMessage roster() {
        Roster.Builder roster = Roster.newBuilder()
                .setGroupEpoch(GroupEpoch.newBuilder().setGroup(spec.key()).setEpoch(epoch))
                .setRevision(revision)
                .setProtocolVersion(PROTOCOL_VERSION)
                .setDetection(spec.detection())
                .setFate(spec.fate())
                .setBurnOnLeave(spec.burnOnLeave());
        pods.values()
                .forEach(pod -> roster.addMembers(RosterMember.newBuilder()
                        .setId(pod.uid())
                        .setName(pod.name())
                        .setAddress(address(pod))
                        .setNode(pod.node())
                        .setZone(pod.zone())
                        .setJoinedRevision(joinedRevision.getOrDefault(pod.uid(), revision))));
        return OperatorMessage.newBuilder().setRoster(roster).build();
    }

    private boolean changesRoster(PodFact pod) {
        PodFact before = pods.get(pod.uid());
        return before == null
                || !before.address().equals(pod.address())
                || !before.node().equals(pod.node());
    }

    private void put(PodFact pod, long joined) {
        pods.put(pod.uid(), pod);
        joinedRevision.put(pod.uid(), joined);
    }

    private static String address(PodFact pod) {
        boolean six = pod.address().contains(":");
        return (six ? "[" + pod.address() + "]" : pod.address()) + ":" + PEER_PORT;
    }
}
