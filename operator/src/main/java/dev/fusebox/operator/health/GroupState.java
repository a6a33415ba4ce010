package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.PodFact;
import java.util.List;
import java.util.Map;

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
 * @param waitingFor why no epoch is intact, empty if one is
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
        String waitingFor) {
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
    }

    /** What makes a status write urgent: the life of the fuse. */
    public record Life(long epoch, Fuse fuse) {}

    /** Epoch and fuse. */
    public Life life() {
        return new Life(epoch, fuse);
    }
}
