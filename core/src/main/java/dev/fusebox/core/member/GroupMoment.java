package dev.fusebox.core.member;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.roster.MemberId;
import java.util.Optional;
import java.util.Set;

/** One group at one time, as judging looks at it. */
record GroupMoment(GroupMember group, Self self, long nowNanos) implements Judgement.Moment {
    @Override
    public boolean evaluatorSilent() {
        return group.page().state() == FuseState.FORMING
                || self.leaving()
                || self.dazed(nowNanos)
                || group.page().inDoubt()
                || self.health.muted(nowNanos);
    }

    @Override
    public MemberId evaluator() {
        return self.id();
    }

    @Override
    public Optional<String> selfReport() {
        return self.failure();
    }

    @Override
    public Optional<String> reported(MemberId subject) {
        return group.reportedAbout(subject);
    }

    @Override
    public boolean cutOff() {
        return group.cutOff(nowNanos);
    }

    @Override
    public Set<MemberId> reportedMembers() {
        return group.reportedMembers();
    }

    @Override
    public Set<MemberId> watched() {
        return group.watched();
    }

    @Override
    public Optional<SubjectWatch> watch(MemberId subject) {
        return group.watch(subject);
    }
}
