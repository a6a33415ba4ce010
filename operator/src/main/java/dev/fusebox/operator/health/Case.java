package dev.fusebox.operator.health;

import java.time.Instant;
import java.util.List;

/**
 * A verdict about a member, frozen when it fell. It outlives the epoch: until the member is back in an intact group, its pod is gone, or
 * it is old.
 *
 * @param uid the member's pod
 * @param name its name
 * @param node where it ran
 * @param verdict name of the verdict
 * @param votes distinct members that voted
 * @param observers distinct members that observe it
 * @param levelMilli highest level of suspicion among the reporters, in thousandths
 * @param epoch in which it fell
 * @param openedNanos monotonic
 * @param since for people
 * @param uncorroborated a burn, and never a ground for action
 * @param voters whose votes stood, told by themselves
 */
public record Case(
        String uid,
        String name,
        String node,
        String verdict,
        int votes,
        int observers,
        int levelMilli,
        long epoch,
        long openedNanos,
        Instant since,
        boolean uncorroborated,
        List<Voter> voters) {
    private static final String FATE = "Fate";

    public Case {
        voters = List.copyOf(voters);
    }

    /** Of a member that did not fail: its pod is to be replaced because its group burnt. */
    static Case ofFate(String uid, String name, String node, long epoch, long openedNanos, Instant since) {
        return new Case(uid, name, node, FATE, 0, 0, 0, epoch, openedNanos, since, true, List.of());
    }

    /** Whether it is about the group's fate, and no verdict about the member. */
    public boolean isOfFate() {
        return verdict.equals(FATE);
    }

    /** The same case with the votes of late reporters of its own epoch. */
    Case with(boolean stillUncorroborated, List<Voter> allVoters) {
        return new Case(
                uid,
                name,
                node,
                verdict,
                votes,
                observers,
                levelMilli,
                epoch,
                openedNanos,
                since,
                stillUncorroborated,
                allVoters);
    }
}
