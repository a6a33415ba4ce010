package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which pods concern which groups, so that a word about one pod costs no look at all the others: those that a group selects, or selected
 * once, until their objects are gone. Not thread-safe.
 */
final class GroupPods {
    private final Map<String, Set<String>> podsOf = new HashMap<>();
    private final Map<String, Set<String>> groupsOf = new HashMap<>();

    /** A group is there, or wants other pods; the subjects of its open cases concern it too. */
    void group(GroupSpec spec, Collection<PodFact> inNamespace, List<Case> open) {
        podsOf.computeIfAbsent(spec.key(), k -> new LinkedHashSet<>());
        inNamespace.stream().filter(spec::selects).forEach(pod -> add(spec.key(), pod.uid()));
        open.forEach(c -> add(spec.key(), c.uid()));
    }

    /** A group is no more. */
    void groupGone(String key) {
        Optional.ofNullable(podsOf.remove(key)).ifPresent(uids -> uids.forEach(uid -> remove(key, uid)));
    }

    /** All groups are to be told of anew. */
    void clear() {
        podsOf.clear();
        groupsOf.clear();
    }

    /** A pod is there, or changed; the groups that it concerns. */
    Set<String> pod(PodFact pod, Collection<GroupSpec> specs) {
        specs.stream().filter(spec -> spec.selects(pod)).forEach(spec -> add(spec.key(), pod.uid()));
        return groupsOf(pod.uid());
    }

    /** A pod's object is gone; the groups that it concerned. */
    Set<String> podGone(String uid) {
        Set<String> groups = groupsOf(uid);
        groupsOf.remove(uid);
        groups.forEach(key -> podsOf.getOrDefault(key, new LinkedHashSet<>()).remove(uid));
        return groups;
    }

    /** The groups that this pod concerns. */
    Set<String> groupsOf(String uid) {
        return Set.copyOf(groupsOf.getOrDefault(uid, Set.of()));
    }

    /** The pods that concern that group, as they are now. */
    List<PodFact> of(String key, ClusterFacts facts) {
        return podsOf.getOrDefault(key, Set.of()).stream()
                .flatMap(uid -> facts.pod(uid).stream())
                .toList();
    }

    private void add(String key, String uid) {
        podsOf.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(uid);
        groupsOf.computeIfAbsent(uid, u -> new LinkedHashSet<>()).add(key);
    }

    private void remove(String key, String uid) {
        Set<String> groups = groupsOf.get(uid);
        if (groups != null && groups.remove(key) && groups.isEmpty()) {
            groupsOf.remove(uid);
        }
    }
}
