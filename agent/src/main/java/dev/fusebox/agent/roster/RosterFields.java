package dev.fusebox.agent.roster;

import static dev.fusebox.agent.roster.StrictObject.wrong;

import com.fasterxml.jackson.core.JsonParser;
import dev.fusebox.agent.peer.PeerAddress;
import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.DetectorKind;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a roster file as they are read, in any order. Names and words are those of the FailureGroup. */
final class RosterFields {
    private static final Map<String, DetectorKind> DETECTORS =
            Arrays.stream(DetectorKind.values()).collect(Collectors.toMap(DetectorKind::specName, Function.identity()));

    private String group = "";
    private int epoch = 1;
    private int revision = 1;
    private Fate fate = Fate.NOTIFY;
    private boolean burnOnLeave;
    private DetectionSettings detection = DetectionSettings.DEFAULTS;
    private final List<RosterMember> members = new ArrayList<>();
    private int membersLine = 1;

    void read(JsonParser json) throws IOException, StrictObject.WrongException {
        new StrictObject(json, "the roster")
                .text("group", value -> group = value)
                .number("epoch", value -> epoch = value)
                .number("revision", value -> revision = value)
                .field("fate", j -> fate = word(j, "fate", Map.of("None", Fate.NONE, "Notify", Fate.NOTIFY)))
                .field("onLeave", j -> burnOnLeave = word(j, "onLeave", Map.of("Continue", false, "Burn", true)))
                .field("detection", this::detection)
                .field("members", this::members)
                .required("group", "epoch", "members")
                .read();
    }

    /** Throws {@link IllegalArgumentException} with the reason if they do not fit together. */
    Roster roster() {
        return new Roster(new GroupEpoch(group, epoch), revision, members, detection, fate, burnOnLeave);
    }

    int membersLine() {
        return membersLine;
    }

    private void members(JsonParser json) throws IOException, StrictObject.WrongException {
        membersLine = json.currentTokenLocation().getLineNr();
        StrictObject.array(json, "members", Roster.MAX_MEMBERS, this::member);
    }

    private void member(JsonParser json) throws IOException, StrictObject.WrongException {
        Map<String, String> texts = new TreeMap<>();
        int[] joinedRevision = {1};
        new StrictObject(json, "the member")
                .text("id", value -> texts.put("id", value))
                .text("name", value -> texts.put("name", value))
                .text("address", value -> texts.put("address", value))
                .text("node", value -> texts.put("node", value))
                .text("zone", value -> texts.put("zone", value))
                .number("joinedRevision", value -> joinedRevision[0] = value)
                .required("id", "address")
                .read();
        String id = texts.getOrDefault("id", "");
        String address = texts.getOrDefault("address", "");
        if (PeerAddress.parse(address).isEmpty()) {
            throw wrong(json, "address of " + id + " must be an IP address and a port, not \"" + address + "\"");
        }
        try {
            members.add(new RosterMember(
                    new MemberId(id),
                    texts.getOrDefault("name", ""),
                    address,
                    texts.getOrDefault("node", ""),
                    texts.getOrDefault("zone", ""),
                    joinedRevision[0]));
        } catch (IllegalArgumentException outOfRange) {
            throw wrong(json, String.valueOf(outOfRange.getMessage()));
        }
    }

    private void detection(JsonParser json) throws IOException, StrictObject.WrongException {
        DetectionSettings defaults = DetectionSettings.DEFAULTS;
        Map<String, Integer> numbers = new TreeMap<>();
        boolean[] burnOnLinkFailure = {false};
        DetectorKind[] detector = {defaults.detector()};
        StrictObject object = new StrictObject(json, "detection");
        for (String key : List.of(
                "heartbeatIntervalMilliseconds",
                "phiThresholdMilli",
                "observersPerMember",
                "indirectProbes",
                "suspicionTimeoutMilliseconds",
                "startupGraceSeconds",
                "timeoutMilliseconds")) {
            object.number(key, value -> numbers.put(key, value));
        }
        object.field("detector", j -> detector[0] = word(j, "detector", DETECTORS))
                .field(
                        "onLinkFailure",
                        j -> burnOnLinkFailure[0] = word(j, "onLinkFailure", Map.of("Tolerate", false, "Burn", true)))
                .read();
        try {
            detection = new DetectionSettings(
                    detector[0],
                    numbers.getOrDefault("timeoutMilliseconds", defaults.timeoutMilliseconds()),
                    numbers.getOrDefault("heartbeatIntervalMilliseconds", defaults.heartbeatIntervalMilliseconds()),
                    numbers.getOrDefault("phiThresholdMilli", defaults.phiThresholdMilli()),
                    numbers.getOrDefault("observersPerMember", defaults.observersPerMember()),
                    numbers.getOrDefault("indirectProbes", defaults.indirectProbes()),
                    numbers.getOrDefault("suspicionTimeoutMilliseconds", defaults.suspicionTimeoutMilliseconds()),
                    numbers.getOrDefault("startupGraceSeconds", defaults.startupGraceSeconds()),
                    burnOnLinkFailure[0]);
        } catch (IllegalArgumentException outOfRange) {
            throw wrong(json, String.valueOf(outOfRange.getMessage()));
        }
    }

    private static <T> T word(JsonParser json, String key, Map<String, T> words)
            throws IOException, StrictObject.WrongException {
        T value = words.get(json.getText());
        if (value == null) {
            throw wrong(
                    json,
                    key + " must be " + String.join(" or ", new TreeMap<>(words).keySet()) + ", not " + json.getText());
        }
        return value;
    }
}
