package dev.fusebox.agent.local;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fusebox.agent.http.Json;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.GroupView.MemberState;
import dev.fusebox.core.member.GroupView.MemberView;
import dev.fusebox.core.roster.MemberId;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Groups, members and causes in the words of the local API. */
public final class GroupJson {
    private GroupJson() {}

    /** One group, as an object of its own. */
    public static String group(GroupView view, MemberId self) {
        return Json.object(json -> writeFields(json, view, self));
    }

    /** All groups: the answer to {@code GET /v1/groups} and the snapshot. */
    static String groups(List<GroupView> views, MemberId self, boolean leaving) {
        return Json.object(json -> {
            json.writeFieldName("self");
            writeMember(json, self, views);
            json.writeBooleanField("leaving", leaving);
            json.writeArrayFieldStart("groups");
            for (GroupView view : views) {
                json.writeStartObject();
                writeFields(json, view, self);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static void writeMember(JsonGenerator json, MemberId id, List<GroupView> views) throws IOException {
        Optional<MemberView> found = views.stream()
                .flatMap(view -> view.members().stream())
                .filter(m -> m.member().id().equals(id))
                .findFirst();
        json.writeStartObject();
        writeIdentity(
                json,
                id,
                found.map(m -> m.member().name()).orElse(""),
                found.map(m -> m.member().node()).orElse(""));
        json.writeEndObject();
    }

    static void writeMembers(JsonGenerator json, String field, List<MemberId> ids, List<GroupView> views)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (MemberId id : ids) {
            writeMember(json, id, views);
        }
        json.writeEndArray();
    }

    static void writeCause(JsonGenerator json, Cause cause, List<GroupView> views) throws IOException {
        json.writeObjectFieldStart("cause");
        json.writeStringField("kind", word(cause.kind()));
        if (cause.verdict().isPresent()) {
            json.writeStringField("verdict", word(cause.verdict().get()));
        }
        writeMembers(json, "subjects", cause.subjects(), views);
        json.writeFieldName("origin");
        writeMember(json, cause.origin(), views);
        json.writeStringField("detail", cause.detail());
        json.writeBooleanField("uncorroborated", cause.uncorroborated());
        json.writeEndObject();
    }

    /** The fuse's state in words. */
    public static String word(FuseState fuse) {
        return switch (fuse) {
            case FORMING -> "Forming";
            case INTACT -> "Intact";
            case BURNT -> "Burnt";
        };
    }

    /** A member's state in words. */
    public static String word(MemberState state) {
        return switch (state) {
            case FORMING -> "Forming";
            case MISSING -> "Missing";
            case HEALTHY -> "Healthy";
            case SUSPECTED -> "Suspected";
            case FAILED -> "Failed";
            case LEFT -> "Left";
        };
    }

    /** A verdict in words. */
    public static String word(VerdictKind kind) {
        return switch (kind) {
            case LEFT -> "Left";
            case APPLICATION_FAILED -> "ApplicationFailed";
            case REPORTED -> "Reported";
            case LINK_DEGRADED -> "LinkDegraded";
            case UNREACHABLE -> "Unreachable";
            case ISOLATED -> "Isolated";
        };
    }

    /** A cause's kind in words. */
    public static String word(Cause.Kind kind) {
        return switch (kind) {
            case VERDICT -> "Verdict";
            case SIGNAL -> "Signal";
            case NOT_FORMED -> "NotFormed";
            case EPOCH_LOST -> "EpochLost";
            case TOMBSTONE -> "Tombstone";
        };
    }

    private static void writeFields(JsonGenerator json, GroupView view, MemberId self) throws IOException {
        json.writeStringField("group", view.groupEpoch().group());
        json.writeNumberField("epoch", view.groupEpoch().epoch());
        json.writeNumberField("revision", view.revision());
        json.writeStringField("fuse", word(view.fuse()));
        if (view.cause().isPresent()) {
            writeCause(json, view.cause().get(), List.of(view));
        }
        json.writeArrayFieldStart("members");
        List<MemberView> sorted = view.members().stream()
                .sorted(Comparator.comparing(m -> m.member().id()))
                .toList();
        for (MemberView member : sorted) {
            json.writeStartObject();
            writeIdentity(
                    json,
                    member.member().id(),
                    member.member().name(),
                    member.member().node());
            json.writeStringField("address", member.member().address());
            json.writeBooleanField("self", member.member().id().equals(self));
            json.writeStringField("state", word(member.state()));
            json.writeNumberField("levelMilli", member.levelMilli());
            json.writeNumberField("votes", member.votes());
            json.writeNumberField("observers", member.observers());
            if (member.state() == MemberState.FAILED && member.verdict().isPresent()) {
                json.writeStringField("verdict", word(member.verdict().get()));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeIdentity(JsonGenerator json, MemberId id, String name, String node) throws IOException {
        json.writeStringField("id", id.value());
        json.writeStringField("name", name);
        json.writeStringField("node", node);
    }
}
