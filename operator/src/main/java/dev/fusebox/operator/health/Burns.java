package dev.fusebox.operator.health;

import dev.fusebox.proto.v1.Cause;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns agents' reports of one burnt epoch into an incident. */
final class Burns {
    private Burns() {}

    /** The reports of these agents that say so. */
    static List<GroupReport> of(String group, long epoch, Collection<String> uids, AgentBook book) {
        GroupEpoch ended =
                GroupEpoch.newBuilder().setGroup(group).setEpoch(epoch).build();
        return uids.stream().flatMap(uid -> book.burn(uid, ended).stream()).toList();
    }

    static Incident incident(long epoch, List<GroupReport> burns, Map<String, String> namesByUid, Instant at) {
        Cause cause = burns.stream()
                .map(GroupReport::getCause)
                .min((a, b) -> Integer.compare(rank(a), rank(b)))
                .orElseGet(Cause::getDefaultInstance);
        Incident bare = new Incident(
                epoch,
                text(cause, namesByUid),
                List.copyOf(cause.getSubjectsList()),
                cause.getOrigin(),
                0,
                Optional.empty(),
                at);
        return update(bare, burns);
    }

    /** The same incident with the numbers of late reports. They only grow: who was told stays told when its pod is gone. */
    static Incident update(Incident incident, List<GroupReport> burns) {
        if (burns.size() <= incident.notifiedMembers()) {
            return incident;
        }
        List<Integer> detection = burns.stream()
                .map(GroupReport::getDetectionMilliseconds)
                .filter(millis -> millis > 0)
                .sorted()
                .toList();
        return incident.with(
                burns.size(),
                detection.isEmpty() ? Optional.empty() : Optional.of(detection.get(detection.size() / 2)));
    }

    /** A cause that names what happened is better than one that only says that something did. */
    private static int rank(Cause cause) {
        return switch (cause.getKind()) {
            case VERDICT, SIGNAL -> cause.getUncorroborated() ? 1 : 0;
            case NOT_FORMED -> 2;
            case EPOCH_LOST -> 3;
            case TOMBSTONE, CAUSE_UNSPECIFIED, UNRECOGNIZED -> 4;
        };
    }

    private static String text(Cause cause, Map<String, String> namesByUid) {
        String who = String.join(
                ", ",
                cause.getSubjectsList().stream()
                        .map(uid -> namesByUid.getOrDefault(uid, uid))
                        .toList());
        String what =
                switch (cause.getKind()) {
                    case VERDICT -> Suspicions.name(cause.getVerdict());
                    case SIGNAL -> "Signal";
                    case NOT_FORMED -> "NotFormed";
                    case EPOCH_LOST -> "EpochLost";
                    case TOMBSTONE -> "Tombstone";
                    case CAUSE_UNSPECIFIED, UNRECOGNIZED -> "Unknown";
                };
        String detail = cause.getDetail().isEmpty() ? "" : " (" + cause.getDetail() + ")";
        String text = what + (who.isEmpty() ? "" : " " + who) + detail;
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
