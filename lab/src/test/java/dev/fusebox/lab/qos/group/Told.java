package dev.fusebox.lab.qos.group;

import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause.Kind;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.scenario.Fault;
import java.util.List;

/** What members say, by hand; times in seconds. */
record Told(LevelMeter meter) {
    private static final Session SESSION = new Session(1, 1);

    static long at(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static GroupEpoch epoch(int number) {
        return new GroupEpoch("g", number);
    }

    private static MemberId m(int member) {
        return new MemberId("m" + member);
    }

    Told failed(double seconds, int observer, int subject) {
        return failed(seconds, observer, subject, VerdictKind.UNREACHABLE);
    }

    Told failed(double seconds, int observer, int subject, VerdictKind kind) {
        Verdict verdict = new Verdict(m(subject), kind, false, "");
        return say(seconds, observer, new Notice.MemberFailed(epoch(1), verdict, 3, 5, 9_000));
    }

    Told recovered(double seconds, int observer, int subject) {
        return say(seconds, observer, new Notice.MemberRecovered(epoch(1), m(subject)));
    }

    /** All of these members. */
    Told intact(double seconds, int epoch, int... members) {
        for (int member : members) {
            say(seconds, member, new Notice.FuseIntact(epoch(epoch), 1));
        }
        return this;
    }

    /** All of these members. */
    Told burnt(double seconds, int epoch, int... members) {
        dev.fusebox.core.fuse.Cause cause = dev.fusebox.core.fuse.Cause.of(Kind.SIGNAL, List.of(), m(0), "");
        for (int member : members) {
            say(seconds, member, new Notice.FuseBurnt(epoch(epoch), cause, 0));
        }
        return this;
    }

    Told struck(double seconds, int member) {
        meter.faultBegan(
                at(seconds), new Fault(0, "crash", at(seconds), Long.MAX_VALUE, new Fault.Crash(List.of(member))));
        return this;
    }

    Told ended(double seconds) {
        meter.ended(at(seconds));
        return this;
    }

    private Told say(double seconds, int member, Notice notice) {
        meter.told(at(seconds), member, SESSION, notice);
        return this;
    }
}
