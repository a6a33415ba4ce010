package dev.fusebox.lab.sim.scenario;

import dev.fusebox.lab.BadInput;
import dev.fusebox.lab.sim.scenario.Fault.Action;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the faults of a scenario, one by one, and knows which members there are. */
final class FaultReader {
    private static final List<String> KINDS = List.of(
            "crash",
            "kill",
            "restart",
            "pause",
            "blink",
            "starve",
            "dropIngress",
            "dropEgress",
            "link",
            "partition",
            "delay",
            "clock",
            "lie",
            "signal",
            "leave",
            "application",
            "join",
            "operator");

    private final YamlSource source;
    private final long durationNanos;
    private final Map<Integer, Node> unknownYet = new HashMap<>();
    private int everyone;
    private int faults;

    FaultReader(YamlSource source, int members, long durationNanos) {
        this.source = source;
        this.everyone = members;
        this.durationNanos = durationNanos;
    }

    Fault read(Node node) {
        YamlMapping map = new YamlMapping(source, node, "a fault");
        Node at = map.require("at");
        long atNanos = map.duration(at, "at");
        if (atNanos >= durationNanos) {
            throw source.wrong(at, "at must be before the end, " + Durations.text(durationNanos));
        }
        long untilNanos = map.find("until")
                .map(until -> {
                    long nanos = map.duration(until, "until");
                    if (nanos <= atNanos) {
                        throw source.wrong(until, "until must be later than at, " + Durations.text(atNanos));
                    }
                    return nanos;
                })
                .orElse(Long.MAX_VALUE);
        String kind = "";
        Action action = new Fault.OperatorDown();
        for (String candidate : KINDS) {
            Node value = map.find(candidate).orElse(node);
            if (value != node) {
                if (!kind.isEmpty()) {
                    throw source.wrong(value, "a fault is one thing: " + kind + " or " + candidate + ", not both");
                }
                kind = candidate;
                action = action(map, candidate, value);
            }
        }
        if (kind.isEmpty()) {
            map.end();
            throw source.wrong(node, "a fault needs one of " + String.join(", ", KINDS));
        }
        map.end();
        return new Fault(faults++, kind, atNanos, untilNanos, action);
    }

    /** Members may be named before they join; in the end each must exist. */
    void end() {
        unknownYet.forEach((member, node) -> {
            if (member >= everyone) {
                throw unknown(node, member);
            }
        });
    }

    private Action action(YamlMapping map, String kind, Node value) {
        return switch (kind) {
            case "crash" -> new Fault.Crash(members(map, value, kind));
            case "kill" -> new Fault.Kill(members(map, value, kind));
            case "restart" ->
                new Fault.Restart(
                        members(map, value, kind), map.word("keepState", Map.of("true", true, "false", false), false));
            case "pause" -> new Fault.Pause(members(map, value, kind));
            case "blink" -> blink(value);
            case "starve" -> starve(value);
            case "dropIngress" -> drop(map, value, kind, true);
            case "dropEgress" -> drop(map, value, kind, false);
            case "link" -> link(map, value);
            case "partition" -> partition(map, value);
            case "delay" -> delay(value);
            case "clock" -> clock(value);
            case "lie" -> lie(value);
            case "signal" -> new Fault.Signal(members(map, value, kind));
            case "leave" -> new Fault.Leave(members(map, value, kind));
            case "application" -> new Fault.Application(members(map, value, kind));
            case "join" -> join(map, value);
            case "operator" -> {
                map.word(value, "operator", Map.of("down", true));
                yield new Fault.OperatorDown();
            }
            default -> throw source.wrong(value, "unknown fault " + kind);
        };
    }

    private Action blink(Node value) {
        YamlMapping inner = new YamlMapping(source, value, "blink");
        List<Integer> members = members(inner, inner.require("members"), "members");
        long stopped = inner.duration(inner.require("stopped"), "stopped");
        long running = inner.duration(inner.require("running"), "running");
        if (stopped == 0 || running == 0) {
            throw source.wrong(value, "stopped and running must be longer than 0");
        }
        inner.end();
        return new Fault.Blink(members, stopped, running);
    }

    private Action starve(Node value) {
        YamlMapping inner = new YamlMapping(source, value, "starve");
        Action action = new Fault.Starve(
                members(inner, inner.require("members"), "members"), inner.duration(inner.require("cost"), "cost"));
        inner.end();
        return action;
    }

    private Action drop(YamlMapping map, Node value, String kind, boolean incoming) {
        List<Integer> members = members(map, value, kind);
        double probability = map.probability("probability", 1);
        long on = map.duration("on", 0);
        long off = map.duration("off", 0);
        if ((on == 0) != (off == 0)) {
            throw source.wrong(value, "on and off go together, both longer than 0");
        }
        return new Fault.Drop(members, incoming, probability, on, off);
    }

    private Action link(YamlMapping map, Node value) {
        List<Integer> ends = members(map, value, "link");
        if (ends.size() != 2 || ends.get(0).equals(ends.get(1))) {
            throw source.wrong(value, "link must name two members, as in [m3, m9]");
        }
        String direction = map.word("direction", Map.of("both", "both", "forward", "forward", "back", "back"), "both");
        return new Fault.Link(
                ends.get(0),
                ends.get(1),
                !direction.equals("back"),
                !direction.equals("forward"),
                map.probability("probability", 1));
    }

    private Action partition(YamlMapping map, Node value) {
        List<List<Integer>> sets = map.list(value, "partition", (n, key) -> members(map, n, key));
        Set<Integer> seen = new HashSet<>();
        for (List<Integer> set : sets) {
            for (int member : set) {
                if (!seen.add(member)) {
                    throw source.wrong(value, "m" + member + " stands in two sets of the partition");
                }
            }
        }
        if (sets.size() < 2) {
            throw source.wrong(value, "partition must name two sets or more, as in [[m0], [m1, m2]]");
        }
        return new Fault.Partition(sets);
    }

    private Action delay(Node value) {
        YamlMapping inner = new YamlMapping(source, value, "delay");
        Action action = new Fault.Delay(
                members(inner, inner.require("members"), "members"), inner.duration(inner.require("add"), "add"));
        inner.end();
        return action;
    }

    private Action clock(Node value) {
        YamlMapping inner = new YamlMapping(source, value, "clock");
        List<Integer> members = members(inner, inner.require("members"), "members");
        double rate = inner.number("rate", 1, 0.1, 10);
        long jump = inner.find("jump")
                .map(n -> Durations.signed(inner.text(n, "jump"))
                        .orElseThrow(() -> source.wrong(n, "jump must be a duration such as 30s or -5s")))
                .orElse(0L);
        inner.end();
        return new Fault.Clock(members, rate, jump);
    }

    private Action lie(Node value) {
        YamlMapping inner = new YamlMapping(source, value, "lie");
        Action action = new Fault.Lie(
                members(inner, inner.require("members"), "members"),
                members(inner, inner.require("about"), "about"),
                inner.word(inner.require("say"), "say", Map.of("accuse", true, "vouch", false)));
        inner.end();
        return action;
    }

    private Action join(YamlMapping map, Node value) {
        List<Integer> joining = map.list(value, "join", this::number);
        for (int member : joining) {
            if (member != everyone) {
                throw source.wrong(value, "the next member to join is m" + everyone + ", not m" + member);
            }
            everyone++;
        }
        return new Fault.Join(joining);
    }

    private List<Integer> members(YamlMapping map, Node value, String key) {
        List<Integer> members = map.list(value, key, this::member);
        if (members.isEmpty()) {
            throw source.wrong(value, key + " must name a member");
        }
        return members;
    }

    private int member(Node node, String key) {
        int member = number(node, key);
        if (member >= everyone) {
            unknownYet.putIfAbsent(member, node);
        }
        return member;
    }

    private int number(Node node, String key) {
        String text = node instanceof org.snakeyaml.engine.v2.nodes.ScalarNode scalar ? scalar.getValue() : "";
        if (!text.matches("m(0|[1-9][0-9]{0,3})")) {
            throw source.wrong(node, key + " must name members, m0 to m" + (everyone - 1) + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text.substring(1));
    }

    private BadInput unknown(Node node, int member) {
        return source.wrong(node, "there is no m" + member + ", the members are m0 to m" + (everyone - 1));
    }
}
