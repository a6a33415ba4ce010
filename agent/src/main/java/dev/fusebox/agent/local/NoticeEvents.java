package dev.fusebox.agent.local;

import dev.fusebox.agent.http.Json;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.List;
import java.util.Optional;

/** Notices in the words of the local API. */
final class NoticeEvents {
    private NoticeEvents() {}

    /** An event without its id. */
    record Named(String name, String data) {}

    /** What applications hear of a notice; empty if it is none of theirs. */
    static Optional<Named> event(Notice notice, List<GroupView> views) {
        return switch (notice) {
            case Notice.MemberSuspected n ->
                named("member-suspected", n, json -> {
                    json.writeFieldName("member");
                    GroupJson.writeMember(json, n.subject(), views);
                    json.writeNumberField("votes", n.votes());
                    json.writeNumberField("observers", n.observers());
                });
            case Notice.MemberFailed n ->
                named("member-failed", n, json -> {
                    json.writeFieldName("member");
                    GroupJson.writeMember(json, n.verdict().subject(), views);
                    json.writeStringField("verdict", GroupJson.word(n.verdict().kind()));
                    json.writeNumberField("votes", n.votes());
                    json.writeNumberField("observers", n.observers());
                    json.writeBooleanField("uncorroborated", n.verdict().uncorroborated());
                });
            case Notice.MembersReported n ->
                named("members-reported", n, json -> GroupJson.writeMembers(json, "members", n.subjects(), views));
            case Notice.MemberRefuted n -> about("member-refuted", n, n.subject(), views);
            case Notice.MemberLeft n -> about("member-left", n, n.subject(), views);
            case Notice.MemberRecovered n -> about("member-recovered", n, n.subject(), views);
            case Notice.LinkDegraded n ->
                named("link-degraded", n, json -> {
                    json.writeFieldName("member");
                    GroupJson.writeMember(json, n.subject(), views);
                    GroupJson.writeMembers(json, "blindObservers", n.blindObservers(), views);
                });
            case Notice.FuseIntact n ->
                named("fuse-intact", n, json -> {
                    json.writeNumberField("revision", n.revision());
                    GroupJson.writeMembers(json, "members", members(n, views), views);
                });
            case Notice.FuseBurnt n ->
                named("fuse-burnt", n, json -> {
                    GroupJson.writeCause(json, n.cause(), views);
                    json.writeNumberField("detectionMilliseconds", Nanos.toMillis(n.detectionNanos()));
                });
            case Notice.MemberJoined n -> Optional.empty();
            case Notice.MemberMissing n -> Optional.empty();
            case Notice.RosterAcknowledged n -> Optional.empty();
        };
    }

    private static Optional<Named> about(String name, Notice notice, MemberId subject, List<GroupView> views) {
        return named(name, notice, json -> {
            json.writeFieldName("member");
            GroupJson.writeMember(json, subject, views);
        });
    }

    private static Optional<Named> named(String name, Notice notice, Json.Fields fields) {
        return Optional.of(new Named(name, Json.object(json -> {
            json.writeStringField("group", notice.groupEpoch().group());
            json.writeNumberField("epoch", notice.groupEpoch().epoch());
            fields.writeTo(json);
        })));
    }

    private static List<MemberId> members(Notice notice, List<GroupView> views) {
        return views.stream()
                .filter(view -> view.groupEpoch().equals(notice.groupEpoch()))
                .flatMap(view -> view.members().stream())
                .map(m -> m.member().id())
                .sorted()
                .toList();
    }
}
