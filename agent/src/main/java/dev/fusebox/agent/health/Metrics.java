package dev.fusebox.agent.health;

import static dev.fusebox.agent.health.MetricsText.label;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.local.GroupJson;
import dev.fusebox.agent.restart.RestartOutcome;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.GroupView.MemberState;
import java.util.List;
import java.util.Locale;

/** This agent's metrics. Few series: two per group and state, none per member. */
public final class Metrics {
    private static final String DROPPED_PREFIX = "DROPPED_";

    private final String version;
    private final Counts counts;
    private final DetectionLatency latency;

    public Metrics(String version, Counts counts, DetectionLatency latency) {
        this.version = version;
        this.counts = counts;
        this.latency = latency;
    }

    /** The page, as things stand. On the loop's thread. */
    String page(HealthApi.Agent agent) {
        MetricsText text = new MetricsText();
        text.head("fusebox_build_info", "gauge", "Which version runs.");
        text.sample("fusebox_build_info", label("component", "agent") + "," + label("version", version), 1);
        counter(text, "heartbeats_sent", "Heartbeats sent.", Counter.HEARTBEATS_SENT);
        counter(text, "heartbeats_received", "Heartbeats received.", Counter.HEARTBEATS_RECEIVED);
        text.head("fusebox_suspicions_total", "counter", "Suspicions by what became of them.");
        suspicions(text, "raised", Counter.SUSPICIONS_RAISED);
        suspicions(text, "refuted", Counter.SUSPICIONS_REFUTED);
        suspicions(text, "confirmed", Counter.SUSPICIONS_CONFIRMED);
        counter(text, "own_stalls", "Times that this agent itself stood still.", Counter.OWN_STALLS);
        counter(text, "probe_rounds", "Probe rounds begun.", Counter.PROBE_ROUNDS);
        counter(
                text,
                "retransmissions",
                "Messages sent again for want of an acknowledgement.",
                Counter.RETRANSMISSIONS);
        counter(text, "streams_renewed", "Streams dropped because they were silent.", Counter.STREAMS_RENEWED);
        drops(text);
        text.single("fusebox_local_health_score", "gauge", "Local health, 0 (well) to 8.", agent.localHealth());
        text.single(
                "fusebox_operator_attached",
                "gauge",
                "Whether the operator is connected.",
                agent.operatorAttached() ? 1 : 0);
        text.single(
                "fusebox_application_progress_total",
                "counter",
                "Times that the application said it makes progress.",
                agent.progress());
        restarts(text, agent);
        String checks = "fusebox_application_checks_total";
        text.head(checks, "counter", "Looks at the application, from the first that found it well.");
        text.sample(checks, label("outcome", "well"), agent.checksSucceeded());
        text.sample(checks, label("outcome", "miss"), agent.checksMissed());
        groups(text, agent.views());
        latency.writeTo(text);
        return text.toString();
    }

    private void counter(MetricsText text, String name, String help, Counter counter) {
        text.single("fusebox_" + name + "_total", "counter", help, counts.of(counter));
    }

    private void suspicions(MetricsText text, String outcome, Counter counter) {
        text.sample("fusebox_suspicions_total", label("outcome", outcome), counts.of(counter));
    }

    private void drops(MetricsText text) {
        String name = "fusebox_dropped_total";
        text.head(name, "counter", "What was dropped, by reason.");
        for (Counter counter : Counter.values()) {
            if (counter.name().startsWith(DROPPED_PREFIX)) {
                text.sample(name, reason(counter.name().substring(DROPPED_PREFIX.length())), counts.of(counter));
            }
        }
        for (Drop drop : Drop.values()) {
            text.sample(name, reason(drop.name()), counts.of(drop));
        }
    }

    private static void restarts(MetricsText text, HealthApi.Agent agent) {
        String name = "fusebox_restarts_total";
        text.head(name, "counter", "Reasons to restart this pod's containers, by what became of them.");
        for (RestartOutcome outcome : RestartOutcome.values()) {
            text.sample(name, label("outcome", outcome.name().toLowerCase(Locale.ROOT)), agent.restarts(outcome));
        }
    }

    private static String reason(String name) {
        return label("reason", name.toLowerCase(Locale.ROOT));
    }

    private static void groups(MetricsText text, List<GroupView> views) {
        text.head("fusebox_group_fuse", "gauge", "1 for the state that the fuse is in.");
        for (GroupView view : views) {
            for (FuseState state : FuseState.values()) {
                text.sample("fusebox_group_fuse", labels(view, GroupJson.word(state)), view.fuse() == state ? 1 : 0);
            }
        }
        text.head("fusebox_group_members", "gauge", "Members by state, as this agent sees them.");
        for (GroupView view : views) {
            for (MemberState state : MemberState.values()) {
                long members =
                        view.members().stream().filter(m -> m.state() == state).count();
                text.sample("fusebox_group_members", labels(view, GroupJson.word(state)), members);
            }
        }
    }

    private static String labels(GroupView view, String state) {
        return label("group", view.groupEpoch().group()) + "," + label("state", state);
    }
}
