package dev.fusebox.lab.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fusebox.lab.CommandRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorsCommandTest {
    private final CommandRun json = CommandRun.of("", "detectors", "--json");

    @Test
    void jsonNamesEveryDetector() throws Exception {
        assertThat(new ObjectMapper().readTree(json.out()).findValuesAsText("name"))
                .containsExactly(
                        "Ping",
                        "HeartbeatDeadline",
                        "PhiAccrual",
                        "ChenEstimate",
                        "HeartbeatPath",
                        "GossipCounter",
                        "Loss");
        assertThat(json.code()).isZero();
    }

    @Test
    void eachParameterHasKeyDefaultRangeAndUnit() throws Exception {
        for (JsonNode detector : new ObjectMapper().readTree(json.out())) {
            assertThat(detector.path("source").asText()).isNotBlank();
            assertThat(detector.path("parameters")).isNotEmpty();
            for (JsonNode parameter : detector.path("parameters")) {
                assertThat(parameter.fieldNames()).toIterable().contains("key", "default", "min", "max", "unit");
                if (parameter.path("default").isNumber()) {
                    assertThat(parameter.path("default").asDouble())
                            .isBetween(
                                    parameter.path("min").asDouble(),
                                    parameter.path("max").asDouble());
                }
            }
        }
    }

    @Test
    void thePhiDetectorsDefaultsAreThoseOfTheProtocol() throws Exception {
        JsonNode phi = new ObjectMapper().readTree(json.out()).path(2).path("parameters");
        Map<String, String> expected = Map.of(
                "threshold", "8",
                "windowSize", "200",
                "intervalMillis", "200",
                "firstIntervalMillis", "200",
                "minStdDevMillis", "40",
                "acceptablePauseMillis", "0",
                "maxIntervalMillis", "86400000",
                "distribution", "normal");
        assertThat(phi).hasSize(expected.size());
        phi.forEach(p -> assertThat(p.path("default").asText())
                .as(p.path("key").asText())
                .isEqualTo(expected.get(p.path("key").asText())));
    }

    @ParameterizedTest
    @CsvSource({"Ping, ping", "HeartbeatDeadline, deadline", "PhiAccrual, phi", "ChenEstimate, chen"})
    void everyRangeIsTheOneThatReplayEnforces(String name, String replayed) throws Exception {
        for (JsonNode detector : new ObjectMapper().readTree(json.out())) {
            if (detector.path("name").asText().equals(name)) {
                detector.path("parameters").forEach(p -> enforced(replayed, p));
            }
        }
    }

    private static void enforced(String detector, JsonNode parameter) {
        String key = parameter.path("key").asText();
        if (parameter.path("max").isNull()) {
            return;
        }
        for (String edge : new String[] {"min", "max"}) {
            assertThat(run(detector, key, parameter.path(edge).asText()).err()).isEmpty();
        }
        String above = Long.toString(parameter.path("max").asLong() + 1);
        assertThat(run(detector, key, above).err())
                .contains(key + " must be ", parameter.path("max").asText());
        for (String outside : new String[] {above, "-1", "NaN"}) {
            assertThat(run(detector, key, outside).code())
                    .as("%s=%s", key, outside)
                    .isEqualTo(2);
        }
    }

    private static CommandRun run(String detector, String key, String value) {
        return CommandRun.of("", "replay", "--detector", detector, "--set", key + "=" + value);
    }

    @Test
    void forPeopleEachParameterIsALine() {
        CommandRun text = CommandRun.of("", "detectors");
        assertThat(text.out())
                .contains(
                        "PhiAccrual: -log10(",
                        "threshold",
                        "8 (0.01 to 300) phi",
                        "normal (normal, logistic, exponential)");
    }
}
