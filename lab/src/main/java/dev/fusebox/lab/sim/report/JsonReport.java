package dev.fusebox.lab.sim.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A report as one line of JSON. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /** One line, without its end. */
    public static String line(RunReport report) {
        return object(report).toString();
    }

    private static ObjectNode object(RunReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("seed", report.seed());
        root.put("hash", report.hash());
        root.put("events", report.events());
        ArrayNode faults = root.putArray("faults");
        report.faults().forEach(f -> fault(faults.addObject(), f));
        root.putObject("verdicts")
                .put("aboutFaulty", report.verdicts().aboutFaulty())
                .put("healthyAboutHealthy", report.verdicts().healthyAboutHealthy())
                .put("faultyAboutHealthy", report.verdicts().faultyAboutHealthy());
        root.putObject("burns")
                .put("expected", report.burns().expected())
                .put("told", report.burns().told())
                .put("liveNotTold", report.burns().liveNotTold())
                .put("toldTwice", report.burns().toldTwice())
                .put("withoutCause", report.burns().withoutCause());
        root.put("flaps", report.flaps());
        ArrayNode cuts = root.putArray("cuts");
        report.cuts().forEach(c -> {
            ObjectNode cut = cuts.addObject();
            names(cut, "members", c.members());
            cut.put("seenBy", c.seenBy());
        });
        ArrayNode links = root.putArray("links");
        report.links().forEach(l -> links.addObject().put("from", l.from()).put("to", l.to()));
        root.putObject("traffic")
                .put("messagesPerMemberPerSecond", report.traffic().messagesPerMemberPerSecond())
                .put("bytesPerMemberPerSecond", report.traffic().bytesPerMemberPerSecond())
                .put("maxBytesPerMemberPerSecond", report.traffic().maxBytesPerMemberPerSecond())
                .put("wakeUpsPerMemberPerSecond", report.traffic().wakeUpsPerMemberPerSecond());
        ObjectNode outcome = root.putObject("final");
        names(outcome, "healthyRemoved", report.outcome().healthyRemoved());
        names(outcome, "faultyKept", report.outcome().faultyKept());
        names(root, "invariantsViolated", report.invariantsViolated());
        return root;
    }

    private static void fault(ObjectNode node, RunReport.FaultReport fault) {
        node.put("index", fault.index());
        node.put("kind", fault.kind());
        names(node, "members", fault.members());
        number(node, "firstSuspicionMillis", fault.firstSuspicionMillis());
        number(node, "firstVerdictMillis", fault.firstVerdictMillis());
        ObjectNode notice = node.putObject("notice");
        number(notice, "p50", fault.notice().p50());
        number(notice, "p99", fault.notice().p99());
        number(notice, "last", fault.notice().last());
        notice.put("missing", fault.notice().missing());
    }

    private static void number(ObjectNode node, String key, Optional<Double> value) {
        value.ifPresentOrElse(v -> node.put(key, v), () -> node.putNull(key));
    }

    private static void names(ObjectNode node, String key, List<String> names) {
        ArrayNode array = node.putArray(key);
        names.forEach(array::add);
    }
}
