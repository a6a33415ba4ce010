package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Kinds of patches: RFC 7386, RFC 6902 (test, add, replace, remove of members), and strategic for lists of conditions. Pure. */
final class Patches {
    private Patches() {}

    /** The object with the patch; empty if the patch does not apply. */
    static Optional<ObjectNode> apply(String type, ObjectNode object, JsonNode patch) {
        return switch (type) {
            case Requests.MERGE_PATCH -> Optional.of(merge(object.deepCopy(), patch, false));
            case "application/strategic-merge-patch+json" -> Optional.of(merge(object.deepCopy(), patch, true));
            case Requests.JSON_PATCH -> steps(object.deepCopy(), patch);
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static ObjectNode merge(ObjectNode into, JsonNode patch, boolean strategic) {
        patch.properties().forEach(e -> {
            JsonNode old = into.path(e.getKey());
            if (e.getValue().isNull()) {
                into.remove(e.getKey());
            } else if (e.getValue().isObject()) {
                merge(into.withObject("/" + e.getKey().replace("~", "~0").replace("/", "~1")), e.getValue(), strategic);
            } else if (strategic && e.getValue().isArray() && old.isArray()) {
                e.getValue().forEach(item -> byType((ArrayNode) old, item));
            } else {
                into.set(e.getKey(), e.getValue().deepCopy());
            }
        });
        return into;
    }

    private static void byType(ArrayNode list, JsonNode item) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path("type").equals(item.path("type"))) {
                list.set(i, item.deepCopy());
                return;
            }
        }
        list.add(item.deepCopy());
    }

    private static Optional<ObjectNode> steps(ObjectNode object, JsonNode patch) {
        for (JsonNode step : patch) {
            String path = step.path("path").asText();
            int last = path.lastIndexOf('/');
            String name = path.substring(last + 1).replace("~1", "/").replace("~0", "~");
            JsonNode parent = object.at(path.substring(0, last));
            String op = step.path("op").asText();
            if (!(parent instanceof ObjectNode members)
                    || (!op.equals("add") && !members.has(name))
                    || (op.equals("test") && !members.path(name).equals(step.path("value")))) {
                return Optional.empty();
            }
            switch (op) {
                case "add", "replace" -> members.set(name, step.path("value"));
                case "remove" -> members.remove(name);
                case "test" -> {}
                default -> throw new IllegalArgumentException(op);
            }
        }
        return Optional.of(object);
    }
}
