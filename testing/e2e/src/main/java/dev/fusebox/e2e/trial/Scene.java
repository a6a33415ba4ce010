package dev.fusebox.e2e.trial;

import dev.fusebox.e2e.cluster.FaultKind;
import dev.fusebox.e2e.cluster.MemberPod;
import java.util.List;

/**
 * A group just before a fault.
 *
 * @param victim one of the members
 * @param members all members of the epoch
 * @param epoch whose fuse is whole
 * @param ownStalls of the survivors' agents so far
 */
public record Scene(FaultKind fault, MemberPod victim, List<MemberPod> members, long epoch, double ownStalls) {
    public Scene {
        members = List.copyOf(members);
    }

    /** The members whose application runs on during the fault. */
    public List<MemberPod> survivors() {
        return fault.victimSurvives()
                ? members
                : members.stream().filter(member -> !member.equals(victim)).toList();
    }

    /** What breaks, by name. */
    public String victimName() {
        return fault == FaultKind.NODE ? victim.node() : victim.name();
    }
}
