package dev.fusebox.lab.sim.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One mapping of a scenario: each key is taken once, and what nobody took is wrong. */
final class YamlMapping {
    private final YamlSource source;
    private final Node node;
    private final String what;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    /** Reads the keys; {@code what} names the mapping in messages. */
    YamlMapping(YamlSource source, Node node, String what) {
        this.source = source;
        this.node = node;
        this.what = what;
        if (!(node instanceof MappingNode mapping)) {
            throw source.wrong(node, what + " must be a mapping of keys to values");
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(entry.getKeyNode(), "a key of " + what);
            if (entries.put(key, entry) != null) {
                throw source.wrong(entry.getKeyNode(), "\"" + key + "\" stands twice in " + what);
            }
        }
    }

    /** The value of that key, if it is there. */
    Optional<Node> find(String key) {
        known.add(key);
        return Optional.ofNullable(entries.remove(key)).map(NodeTuple::getValueNode);
    }

    Node require(String key) {
        return find(key).orElseThrow(() -> source.wrong(node, what + " needs \"" + key + "\""));
    }

    long duration(String key, long otherwise) {
        return find(key).map(n -> duration(n, key)).orElse(otherwise);
    }

    long duration(Node value, String key) {
        String text = text(value, key);
        return Durations.parse(text)
                .orElseThrow(() -> source.wrong(
                        value, key + " must be a duration such as 200ms, 10s or 5min, not \"" + text + "\""));
    }

    double probability(String key, double otherwise) {
        return number(key, otherwise, 0, 1);
    }

    double number(String key, double otherwise, double min, double max) {
        return find(key)
                .map(n -> parsed(
                        n, key, "a number from " + plain(min) + " to " + plain(max), Double::parseDouble, min, max))
                .orElse(otherwise);
    }

    int integer(String key, int otherwise, int min, int max) {
        return find(key).map(n -> integer(n, key, min, max)).orElse(otherwise);
    }

    int integer(Node value, String key, int min, int max) {
        return parsed(value, key, "a whole number from " + min + " to " + max, Integer::parseInt, min, max);
    }

    <T> T word(String key, Map<String, T> words, T otherwise) {
        return find(key).map(n -> word(n, key, words)).orElse(otherwise);
    }

    <T> T word(Node value, String key, Map<String, T> words) {
        String text = text(value, key);
        T meaning = words.get(text);
        if (meaning == null) {
            String choice = String.join(" or ", words.keySet().stream().sorted().toList());
            throw source.wrong(value, key + " must be " + choice + ", not \"" + text + "\"");
        }
        return meaning;
    }

    /** Each element of a list. */
    <T> List<T> list(Node value, String key, BiFunction<Node, String, T> element) {
        if (!(value instanceof SequenceNode sequence)) {
            throw source.wrong(value, key + " must be a list");
        }
        return sequence.getValue().stream().map(n -> element.apply(n, key)).toList();
    }

    String text(Node value, String key) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw source.wrong(value, key + " must be a single value");
    }

    /** Everything must have been taken. */
    void end() {
        entries.forEach((key, entry) -> {
            String expected = known.isEmpty() ? "nothing" : String.join(", ", known);
            throw source.wrong(
                    entry.getKeyNode(), "unknown key \"" + key + "\" in " + what + ", expected one of " + expected);
        });
    }

    private <N extends Number> N parsed(
            Node value,
            String key,
            String expected,
            java.util.function.Function<String, N> parser,
            double min,
            double max) {
        String text = text(value, key);
        try {
            N number = parser.apply(text);
            if (number.doubleValue() >= min && number.doubleValue() <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for a number out of range.
        }
        throw source.wrong(value, key + " must be " + expected + ", not \"" + text + "\"");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
