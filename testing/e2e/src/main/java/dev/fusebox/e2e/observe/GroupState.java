package dev.fusebox.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A FailureGroup's status as a watcher received it. What the status does not have yet reads as empty or 0.
 *
 * @param arrivedNanos when this process received it
 * @param resourceVersion the API server's version of the object
 * @param epoch status.epoch
 * @param fuse status.fuse
 * @param selected status.members.selected, and so on
 * @param conditions type to condition
 * @param incidents newest first
 */
public record GroupState(
        long arrivedNanos,
        String resourceVersion,
        long epoch,
        String fuse,
        int selected,
        int reporting,
        int healthy,
        int suspected,
        Map<String, Condition> conditions,
        List<Incident> incidents) {
    public static final String INTACT = "Intact";
    public static final String BURNT = "Burnt";
    public static final String FUSE_INTACT = "FuseIntact";

    /** A status condition; {@code status} is True, False or Unknown. */
    public record Condition(String status, String reason, String message) {}

    /** One burn in the status. */
    public record Incident(long epoch, String cause, int notifiedMembers) {}

    public GroupState {
        conditions = Map.copyOf(conditions);
        incidents = List.copyOf(incidents);
    }

    /**
     * @param group the whole object
     */
    public static GroupState of(JsonNode group, long arrivedNanos) {
        JsonNode status = group.path("status");
        JsonNode members = status.path("members");
        Map<String, Condition> conditions = new HashMap<>();
        for (JsonNode condition : status.path("conditions")) {
            conditions.put(
                    condition.path("type").asText(),
                    new Condition(
                            condition.path("status").asText(),
                            condition.path("reason").asText(),
                            condition.path("message").asText()));
        }
        List<Incident> incidents = new ArrayList<>();
        for (JsonNode incident : status.path("incidents")) {
            incidents.add(new Incident(
                    incident.path("epoch").asLong(),
                    incident.path("cause").asText(),
                    incident.path("notifiedMembers").asInt()));
        }
        return new GroupState(
                arrivedNanos,
                group.path("metadata").path("resourceVersion").asText(),
                status.path("epoch").asLong(),
                status.path("fuse").asText(),
                members.path("selected").asInt(),
                members.path("reporting").asInt(),
                members.path("healthy").asInt(),
                members.path("suspected").asInt(),
                conditions,
                incidents);
    }

    public Condition condition(String type) {
        return conditions.getOrDefault(type, new Condition("", "", ""));
    }

    /** Whether the status says that this epoch's fuse is no longer whole; one that is still forming never was. */
    public boolean showsBurnOf(long ofEpoch) {
        boolean burnt = epoch == ofEpoch
                && (fuse.equals(BURNT)
                        || (fuse.equals(INTACT)
                                && condition(FUSE_INTACT).status().equals("False")));
        return burnt || epoch > ofEpoch;
    }

    /** Whether the fuse is whole with exactly this many members, all of them healthy. */
    public boolean isWhole(int members) {
        return fuse.equals(INTACT)
                && condition(FUSE_INTACT).status().equals("True")
                && selected == members
                && healthy == members
                && suspected == 0;
    }
}
