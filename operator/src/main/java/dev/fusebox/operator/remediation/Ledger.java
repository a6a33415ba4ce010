package dev.fusebox.operator.remediation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fusebox.operator.health.judgement.Budget;
import dev.fusebox.operator.health.judgement.NodePacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was spent, as it is kept on the API server: a restart of the operator gives nothing back. JSON, all times as ages when written.
 *
 * @param paid ids of intents and fates that were paid for, oldest first
 */
public record Ledger(Budget.Snapshot budgets, NodePacing.Snapshot nodeActions, List<String> paid) {
    /** Of a cluster in which nothing was ever done. */
    public static final Ledger EMPTY = new Ledger(
            new Budget.Snapshot(List.of(), List.of(), new Budget.Entry("", List.of(), false)),
            new NodePacing.Snapshot(OptionalLong.empty()),
            List.of());

    /** As many ids are remembered. */
    public static final int MOST_PAID = 64;

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public Ledger {
        paid = List.copyOf(paid);
    }

    /** The text to be stored. */
    public String text() {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        entries(root.putArray("groups"), budgets.groups());
        entries(root.putArray("lineages"), budgets.lineages());
        entry(root.putObject("cluster"), budgets.cluster());
        if (nodeActions.ageNanos().isPresent()) {
            root.put("nodeActionAgeNanos", nodeActions.ageNanos().getAsLong());
        }
        ArrayNode ids = root.putArray("paid");
        paid.forEach(ids::add);
        return root.toString();
    }

    /** Reads it back; empty if it is damaged or of another version: then nobody knows what was spent. */
    public static Optional<Ledger> of(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root.path("version").asInt() != VERSION) {
                return Optional.empty();
            }
            List<String> paid = new ArrayList<>();
            root.path("paid").forEach(id -> paid.add(id.asText()));
            JsonNode age = root.path("nodeActionAgeNanos");
            return Optional.of(new Ledger(
                    new Budget.Snapshot(
                            entries(root.path("groups")), entries(root.path("lineages")), entry(root.path("cluster"))),
                    new NodePacing.Snapshot(
                            age.isIntegralNumber() ? OptionalLong.of(age.asLong()) : OptionalLong.empty()),
                    paid));
        } catch (JsonProcessingException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static void entries(ArrayNode into, List<Budget.Entry> entries) {
        entries.forEach(e -> entry(into.addObject(), e));
    }

    private static void entry(ObjectNode into, Budget.Entry entry) {
        into.put("key", entry.key()).put("stalled", entry.stalled());
        ArrayNode ages = into.putArray("agesNanos");
        entry.agesNanos().forEach(ages::add);
    }

    private static List<Budget.Entry> entries(JsonNode from) {
        List<Budget.Entry> entries = new ArrayList<>();
        from.forEach(e -> entries.add(entry(e)));
        return entries;
    }

    private static Budget.Entry entry(JsonNode from) {
        JsonNode ages = from.path("agesNanos");
        if (!ages.isArray() || !from.path("stalled").isBoolean()) {
            throw new IllegalArgumentException("an entry of the ledger is damaged");
        }
        List<Long> all = new ArrayList<>();
        ages.forEach(a -> all.add(a.asLong()));
        return new Budget.Entry(
                from.path("key").asText(), all, from.path("stalled").asBoolean());
    }
}
