package dev.fusebox.lab.detectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fusebox.core.detect.DetectorDescription;
import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.detect.Parameter;
import dev.fusebox.core.detect.Parameter.Choice;
import dev.fusebox.core.detect.Parameter.Quantity;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fusebox lab detectors}: every detector and what can be set of it, from the classes that enforce it. */
@Command(
        name = "detectors",
        description = "Every failure detector with its parameters, ranges, defaults, units and source.",
        mixinStandardHelpOptions = true)
public final class DetectorsCommand implements Runnable {
    @Option(names = "--json", description = "print an array of objects")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            Detectors.all().forEach(d -> all.add(json(d)));
            out.println(new ObjectMapper().valueToTree(all).toPrettyString());
        } else {
            out.print(text(Detectors.all()));
        }
        out.flush();
    }

    private static ObjectNode json(DetectorDescription detector) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", detector.name()).put("source", detector.source()).put("level", detector.level());
        ArrayNode parameters = node.putArray("parameters");
        detector.parameters().forEach(p -> parameters.add(json(p)));
        return node;
    }

    private static ObjectNode json(Parameter parameter) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("key", parameter.key());
        switch (parameter) {
            case Quantity q -> {
                number(node, "default", q.defaultValue());
                number(node, "min", q.min());
                number(node, "max", q.max());
                node.put("unit", q.unit());
            }
            case Choice c ->
                node.put("default", c.defaultValue())
                        .putNull("min")
                        .putNull("max")
                        .put("unit", String.join("|", c.values()));
        }
        return node.put("meaning", parameter.meaning());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (value == Math.rint(value)) {
            node.put(name, (long) value);
        } else {
            node.put(name, value);
        }
    }

    private static String text(List<DetectorDescription> detectors) {
        StringBuilder text = new StringBuilder();
        for (DetectorDescription detector : detectors) {
            text.append(detector.name()).append(": ").append(detector.level()).append('\n');
            text.append("  ").append(detector.source()).append('\n');
            for (Parameter parameter : detector.parameters()) {
                text.append(String.format("  %-24s%-42s%s%n", parameter.key(), range(parameter), parameter.meaning()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String range(Parameter parameter) {
        return switch (parameter) {
            case Quantity q ->
                plain(q.defaultValue()) + " (" + plain(q.min()) + " to " + plain(q.max()) + ") " + q.unit();
            case Choice c -> c.defaultValue() + " (" + String.join(", ", c.values()) + ")";
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
