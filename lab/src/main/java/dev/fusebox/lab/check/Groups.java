package dev.fusebox.lab.check;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;
import java.util.stream.IntStream;

/** The group that is explored. */
final class Groups {
    static final String NAME = "g";

    /** Stands for whoever caused something. */
    static final MemberId ANYBODY = new MemberId("anybody");

    private Groups() {}

    static MemberId member(int number) {
        return new MemberId("m" + number);
    }

    static GroupEpoch epoch(int number) {
        return new GroupEpoch(NAME, number);
    }

    /** One roster an epoch, all of the same members. */
    static List<Roster> rosters(Bounds bounds) {
        List<RosterMember> members = IntStream.range(0, bounds.members())
                .mapToObj(i -> new RosterMember(member(i), "m" + i, "m" + i + ":7946", "n" + i, "", 1))
                .toList();
        return IntStream.rangeClosed(1, bounds.epochs())
                .mapToObj(e -> new Roster(epoch(e), 1, members, DetectionSettings.DEFAULTS, Fate.NOTIFY, false))
                .toList();
    }
}
