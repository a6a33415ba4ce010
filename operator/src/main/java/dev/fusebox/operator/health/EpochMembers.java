package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.proto.v1.Fate;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.RestartRule;
import dev.fusebox.proto.v1.Roster;
import dev.fusebox.proto.v1.RosterMember;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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

    private final long epoch;
    private final GroupSpec spec;
    private final Map<String, PodFact> pods = new TreeMap<>();
    private final Map<String, Long> joinedRevision = new HashMap<>();
    private final Map<String, Long> sentRevision = new HashMap<>();
    private RemediationPolicy policy;
    private Set<String> withoutRestart = Set.of();
    private long revision;

    /**
     * An epoch without members yet.
     *
     * @param spec the settings that hold for the whole epoch: changes take effect with the next
     */
    EpochMembers(long epoch, GroupSpec spec) {
        this.epoch = epoch;
        this.spec = spec;
        this.policy = spec.remediation();
    }

    /** An epoch that begins with these. */
    static EpochMembers first(long epoch, GroupSpec spec, Collection<PodFact> members) {
        EpochMembers first = new EpochMembers(epoch, spec);
        first.revision = 1;
        members.forEach(pod -> first.put(pod, 1));
        return first;
    }

    /**
     * An epoch that an earlier operator formed, as its agents report it. Where they may restart by themselves it goes on with a revision
     * of its own: agents take a roster only if it is newer, and what they may do might have changed in between.
     */
    static EpochMembers restored(long epoch, GroupSpec spec, Collection<PodFact> members, long revision) {
        EpochMembers restored = first(epoch, spec, members);
        restored.revision = Math.max(1, revision) + (spec.fate() == Fate.RESTART_CONTAINERS ? 1 : 0);
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

    /**
     * What may be done to the members takes effect at once, unlike the other settings: a new revision carries it to everyone.
     *
     * @param excluded members whose pods nobody of ours may restart
     * @return whether it changed anything
     */
    boolean allow(RemediationPolicy newer, Set<String> excluded) {
        Set<String> excludedMembers = new HashSet<>(excluded);
        excludedMembers.retainAll(pods.keySet());
        boolean changes = !restartRule(newer, false).equals(restartRule(policy, false))
                || !excludedMembers.equals(withoutRestart);
        policy = newer;
        withoutRestart = excludedMembers;
        if (changes && !sentRevision.isEmpty()) {
            revision++;
        }
        return changes;
    }

    /** Whether that member's own pod may be restarted at all. */
    boolean mayRestart(String uid) {
        return !withoutRestart.contains(uid);
    }

    /**
     * The newest revision.
     *
     * @param receiverExcluded whether the receiver's own pod may not be restarted, by its owner's wish or because others restart it
     */
    OperatorMessage roster(boolean receiverExcluded) {
        Roster.Builder roster = Roster.newBuilder()
                .setGroupEpoch(GroupEpoch.newBuilder().setGroup(spec.key()).setEpoch(epoch))
                .setRevision(revision)
                .setProtocolVersion(PROTOCOL_VERSION)
                .setDetection(spec.detection())
                .setFate(spec.fate())
                .setBurnOnLeave(spec.burnOnLeave())
                .setRestartRule(restartRule(policy, receiverExcluded));
        spec.application().ifPresent(roster::setApplication);
        pods.values()
                .forEach(pod -> roster.addMembers(RosterMember.newBuilder()
                        .setId(pod.uid())
                        .setName(pod.name())
                        .setAddress(pod.peerAddress())
                        .setNode(pod.node())
                        .setZone(pod.zone())
                        .setJoinedRevision(joinedRevision.getOrDefault(pod.uid(), revision))));
        return OperatorMessage.newBuilder().setRoster(roster).build();
    }

    private static RestartRule restartRule(RemediationPolicy policy, boolean receiverExcluded) {
        boolean allowed = policy.mode() == RemediationPolicy.Mode.ENFORCE
                && policy.pauseRequests().isEmpty()
                && policy.maxActions() > 0
                && !receiverExcluded;
        return RestartRule.newBuilder()
                .setAllowed(allowed)
                .setDelayMilliseconds(policy.restartDelayMilliseconds())
                .setMaxActions(Math.max(1, policy.maxActions()))
                .setWindowSeconds(policy.windowSeconds())
                .build();
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
}
