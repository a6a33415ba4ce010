package dev.fusebox.lab.detectors;

import dev.fusebox.core.detect.ChenEstimate;
import dev.fusebox.core.detect.Detector;
import dev.fusebox.core.detect.DetectorDescription;
import dev.fusebox.core.detect.Detectors;
import dev.fusebox.core.detect.Distribution;
import dev.fusebox.core.detect.HeartbeatDeadline;
import dev.fusebox.core.detect.PhiAccrual;
import dev.fusebox.core.detect.Ping;
import dev.fusebox.lab.BadInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A detector that judges arrivals alone, as a command line names and sets it.
 *
 * @param threshold level from which the subject is suspected
 * @param unused keys that were set and that this detector does not have
 * @param start a new one, watching from that time on
 */
public record TraceDetector(double threshold, List<String> unused, LongFunction<Detector> start) {
    /** As {@code --detector} names them. */
    public static final List<String> NAMES = List.of("phi", "deadline", "ping", "chen");

    private static final int DEVIATION_FLOOR_DIVISOR = 5;

    /**
     * The detector of that name.
     *
     * @param set keys and values; what is missing has its default
     * @throws BadInput one line, if a name, key or value is not one
     */
    public static TraceDetector of(String name, Map<String, String> set) {
        ParameterValues values = new ParameterValues(description(name), set);
        LongFunction<Detector> start =
                switch (name) {
                    case "phi" -> phi(values);
                    case "deadline" -> {
                        long interval = values.nanos("intervalMillis");
                        long timeout = values.nanos("timeoutMillis");
                        yield now -> new HeartbeatDeadline(interval, timeout, now);
                    }
                    case "ping" -> {
                        long interval = values.nanos("intervalMillis");
                        long timeout = values.nanos("timeoutMillis");
                        yield now -> new Ping(interval, timeout, now);
                    }
                    default -> chen(values);
                };
        return new TraceDetector(values.number("threshold"), values.unused(), start);
    }

    private static DetectorDescription description(String name) {
        String full =
                switch (name) {
                    case "phi" -> "PhiAccrual";
                    case "deadline" -> "HeartbeatDeadline";
                    case "ping" -> "Ping";
                    case "chen" -> "ChenEstimate";
                    default ->
                        throw new BadInput(
                                "--detector: expected " + String.join(" or ", NAMES) + ", not '" + name + "'");
                };
        return Detectors.all().stream()
                .filter(d -> d.name().equals(full))
                .findFirst()
                .orElseThrow();
    }

    /** The interval is what first estimate and floor follow, unless they are set; a first interval alone is the interval. */
    private static LongFunction<Detector> phi(ParameterValues values) {
        String intervalKey = values.isSet("intervalMillis") || !values.isSet("firstIntervalMillis")
                ? "intervalMillis"
                : "firstIntervalMillis";
        double interval = values.number(intervalKey);
        double first = values.isSet("firstIntervalMillis") ? values.number("firstIntervalMillis") : interval;
        double floor =
                values.isSet("minStdDevMillis") ? values.number("minStdDevMillis") : interval / DEVIATION_FLOOR_DIVISOR;
        PhiAccrual.Settings settings = new PhiAccrual.Settings(
                values.number("threshold"),
                values.count("windowSize"),
                Distribution.valueOf(values.word("distribution").toUpperCase(Locale.ROOT)),
                ParameterValues.nanos(first),
                ParameterValues.nanos(floor),
                values.nanos("acceptablePauseMillis"),
                values.nanos("maxIntervalMillis"));
        return now -> new PhiAccrual(settings, now);
    }

    private static LongFunction<Detector> chen(ParameterValues values) {
        ChenEstimate.Settings settings = new ChenEstimate.Settings(
                values.number("threshold"),
                values.nanos("intervalMillis"),
                values.count("windowSize"),
                values.nanos("alphaMillis"));
        return now -> new ChenEstimate(settings, now);
    }
}
