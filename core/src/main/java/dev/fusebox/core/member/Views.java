package dev.fusebox.core.member;

import dev.fusebox.core.cut.Verdict;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.RosterMember;
import java.util.List;
import java.util.Optional;

/** Makes pictures of groups for people. */
final class Views {
    private Views() {}

    static GroupView of(GroupMember group, MemberId self, long nowNanos) {
        List<GroupView.MemberView> members = group.roster().members().stream()
                .map(m -> memberView(group, m, self, nowNanos))
                .toList();
        return new GroupView(
                group.groupEpoch(),
                group.roster().revision(),
                group.page().state(),
                group.page().cause(),
                members);
    }

    private static GroupView.MemberView memberView(
            GroupMember group, RosterMember member, MemberId self, long nowNanos) {
        MemberId id = member.id();
        Optional<Verdict> verdict = group.judgement().verdict(id);
        boolean suspected = group.evidence().suspects().contains(id);
        int votes =
                suspected ? group.judgement().count(id, group.moment(nowNanos)).votes() : 0;
        int level = group.watch(id).map(w -> w.levelMilli(nowNanos)).orElse(0);
        return new GroupView.MemberView(
                member,
                state(group, id, verdict, votes, nowNanos),
                verdict.map(Verdict::kind),
                level,
                votes,
                group.membership().observersOf(id).size());
    }

    private static GroupView.MemberState state(
            GroupMember group, MemberId id, Optional<Verdict> verdict, int votes, long nowNanos) {
        if (group.membership().hasLeft(id)) {
            return GroupView.MemberState.LEFT;
        }
        if (verdict.filter(v -> v.kind() != VerdictKind.LEFT).isPresent()) {
            return GroupView.MemberState.FAILED;
        }
        if (!group.membership().hasAcknowledged(id)) {
            long waited = nowNanos - group.membership().inRosterSinceNanos(id);
            return waited >= group.roster().detection().startupGraceNanos()
                    ? GroupView.MemberState.MISSING
                    : GroupView.MemberState.FORMING;
        }
        return votes > 0 ? GroupView.MemberState.SUSPECTED : GroupView.MemberState.HEALTHY;
    }
}
