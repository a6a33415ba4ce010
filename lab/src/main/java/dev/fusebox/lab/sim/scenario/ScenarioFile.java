package dev.fusebox.lab.sim.scenario;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.lab.BadInput;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a scenario. What cannot be used is one {@link BadInput}: file, line, what was expected. */
public final class ScenarioFile {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final long DEFAULT_DURATION_NANOS = 60_000_000_000L;
    private static final Map<String, DetectorKind> DETECTORS =
            Arrays.stream(DetectorKind.values()).collect(Collectors.toUnmodifiableMap(DetectorKind::specName, d -> d));

    private final YamlSource source;

    private ScenarioFile(String file) {
        this.source = new YamlSource(file);
    }

    /** The scenario in that file. */
    public static Scenario read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInput(file + ":1: larger than 1 MiB");
            }
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new BadInput(file + ": no such file");
        } catch (MalformedInputException notText) {
            throw new BadInput(file + ":1: not UTF-8 text");
        } catch (IOException failure) {
            throw new BadInput(file + ": cannot be read: " + failure.getMessage());
        }
    }

    /** The scenario in that text. */
    public static Scenario parse(String file, String text) {
        return new ScenarioFile(file).parse(text);
    }

    private Scenario parse(String text) {
        Node root = compose(text);
        YamlMapping top = new YamlMapping(source, root, "the scenario");
        int members = top.integer("members", 0, 2, Roster.MAX_MEMBERS);
        if (members == 0) {
            throw source.wrong(root, "the scenario needs \"members\"");
        }
        int nodes = top.integer("nodes", members, 1, Roster.MAX_MEMBERS);
        int zones = top.integer("zones", 1, 1, Roster.MAX_MEMBERS);
        long duration = top.duration("duration", DEFAULT_DURATION_NANOS);
        DetectionSettings detection = top.find("detection").map(this::detection).orElse(DetectionSettings.DEFAULTS);
        Fate fate = top.word("fate", Map.of("None", Fate.NONE, "Notify", Fate.NOTIFY), Fate.NOTIFY);
        NetworkSettings network = top.find("network").map(this::network).orElse(NetworkSettings.DEFAULTS);
        List<Fault> faults = new ArrayList<>();
        top.find("faults").ifPresent(node -> {
            FaultReader reader = new FaultReader(source, members, duration);
            top.list(node, "faults", (n, key) -> faults.add(reader.read(n)));
            reader.end();
        });
        top.end();
        return new Scenario(source.file(), members, nodes, zones, duration, detection, fate, network, faults);
    }

    private Node compose(String text) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(source.file()).build();
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> source.wrong(1, "the scenario needs \"members\""));
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
            throw source.wrong(line, "not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            throw source.wrong(
                    1,
                    "not YAML: "
                            + String.valueOf(broken.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        }
    }

    private NetworkSettings network(Node node) {
        YamlMapping map = new YamlMapping(source, node, "network");
        NetworkSettings defaults = NetworkSettings.DEFAULTS;
        NetworkSettings network = new NetworkSettings(
                map.duration("delay", defaults.delayNanos()),
                map.duration("jitter", defaults.jitterNanos()),
                map.probability("loss", 0),
                map.probability("duplicate", 0),
                map.probability("reorder", 0),
                map.word(
                        "links",
                        Map.of(
                                "datagram", NetworkSettings.Links.DATAGRAM,
                                "stream", NetworkSettings.Links.STREAM),
                        defaults.links()));
        map.end();
        return network;
    }

    private DetectionSettings detection(Node node) {
        YamlMapping map = new YamlMapping(source, node, "detection");
        DetectionSettings defaults = DetectionSettings.DEFAULTS;
        DetectorKind detector = map.word("detector", DETECTORS, defaults.detector());
        try {
            DetectionSettings settings = new DetectionSettings(
                    detector,
                    any(map, "timeoutMilliseconds", defaults.timeoutMilliseconds()),
                    any(map, "heartbeatIntervalMilliseconds", defaults.heartbeatIntervalMilliseconds()),
                    any(map, "phiThresholdMilli", defaults.phiThresholdMilli()),
                    any(map, "observersPerMember", defaults.observersPerMember()),
                    any(map, "indirectProbes", defaults.indirectProbes()),
                    any(map, "suspicionTimeoutMilliseconds", defaults.suspicionTimeoutMilliseconds()),
                    any(map, "startupGraceSeconds", defaults.startupGraceSeconds()),
                    map.word("onLinkFailure", Map.of("Tolerate", false, "Burn", true), false));
            map.end();
            return settings;
        } catch (IllegalArgumentException outOfRange) {
            throw source.wrong(node, String.valueOf(outOfRange.getMessage()));
        }
    }

    private static int any(YamlMapping map, String key, int otherwise) {
        return map.integer(key, otherwise, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
