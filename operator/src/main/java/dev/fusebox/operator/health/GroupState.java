package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.PodFact;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A group at one time, as the health controller sees it: the source of status, conditions and events.
 *
 * @param epoch 0 before the first
 * @param selected live pods that the selector matches
 * @param withoutAgent names of those that have no agent container
 * @param roster pod UIDs in the current epoch
 * @param present of the roster, connected, in this epoch, application not failed
 * @param reporting of the selected, connected
 * @param missing pod UIDs in the roster that never answered within their grace
 * @param suspicions by pod UID
 * @param blindLinks subject UID to UIDs of observers that cannot see it
 * @param incidents newest first
 * @param cases open ones, by pod UID
 * @param replacements members whose pods are to be replaced because the fuse burnt, each as a case of its own
 * @param waitingFor why no epoch is intact, empty if one is
 * @param remediation what is decided and done about failures
 */
public record GroupState(
        String key,
        long generation,
        long epoch,
        Fuse fuse,
        int minMembers,
        List<PodFact> selected,
        List<String> withoutAgent,
        List<String> roster,
        List<String> present,
        int reporting,
        List<String> missing,
        List<Suspicion> suspicions,
        Map<String, List<String>> blindLinks,
        List<Incident> incidents,
        List<Case> cases,
        List<Case> replacements,
        String waitingFor,
        RemediationView remediation) {
    public GroupState {
        selected = List.copyOf(selected);
        withoutAgent = List.copyOf(withoutAgent);
        roster = List.copyOf(roster);
        present = List.copyOf(present);
        missing = List.copyOf(missing);
        suspicions = List.copyOf(suspicions);
        blindLinks = Map.copyOf(blindLinks);
        incidents = List.copyOf(incidents);
        cases = List.copyOf(cases);
        replacements = List.copyOf(replacements);
    }

    /** All about which something may have to be done: the open cases first. */
    public List<Case> toJudge() {
        return Stream.concat(cases.stream(), replacements.stream()).toList();
    }

    /** What makes a status write urgent: the life of the fuse. */
    public record Life(long epoch, Fuse fuse) {}

    /** Whether it is intact as far as anybody said, and agents of it are still to come. */
    public boolean awaitsAgents() {
        return fuse == Fuse.INTACT
                && (roster.isEmpty() || present.size() < roster.size())
                && missing.isEmpty()
                && suspicions.isEmpty()
                && cases.isEmpty();
    }

    /** Whether nothing moves on by the passing of time alone: intact, everybody there, nobody in doubt. */
    public boolean atRest() {
        return fuse == Fuse.INTACT
                && !roster.isEmpty()
                && present.size() == roster.size()
                && missing.isEmpty()
                && suspicions.isEmpty()
                && cases.isEmpty();
    }

    /**
     * Whether since then only connections, the roster, or facts about the same pods have changed: somebody is on the way in, and is told
     * of when it is present.
     */
    public boolean differsInJoinersAlone(GroupState before) {
        return selected.size() == before.selected.size() && equals(before.with(selected, roster, reporting));
    }

    private GroupState with(List<PodFact> otherSelected, List<String> otherRoster, int otherReporting) {
        return new GroupState(
                key,
                generation,
                epoch,
                fuse,
                minMembers,
                otherSelected,
                withoutAgent,
                otherRoster,
                present,
                otherReporting,
                missing,
                suspicions,
                blindLinks,
                incidents,
                cases,
                replacements,
                waitingFor,
                remediation);
    }

    /** Epoch and fuse. */
    public Life life() {
        return new Life(epoch, fuse);
    }
}
