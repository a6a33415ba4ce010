package dev.fusebox.agent.health;

import dev.fusebox.agent.http.Handler;
import dev.fusebox.agent.http.Request;
import dev.fusebox.agent.http.Responder;
import dev.fusebox.agent.restart.RestartOutcome;
import dev.fusebox.core.member.GroupView;
import java.util.List;
import java.util.Optional;

/** {@code /healthz}, {@code /metrics} and {@code /prestop}. On the loop's thread. */
public final class HealthApi implements Handler {
    private final Metrics metrics;
    private final Agent agent;

    /** What it asks and tells. */
    public interface Agent {
        List<GroupView> views();

        int localHealth();

        boolean operatorAttached();

        /** How often the application said that it makes progress. */
        long progress();

        /** What became of reasons to restart this pod's containers. */
        long restarts(RestartOutcome outcome);

        /** Looks at the application that found it well. */
        long checksSucceeded();

        /** Looks that did not, since the first that did. */
        long checksMissed();

        /** What is wrong with this agent itself, in one line; empty if nothing is. */
        Optional<String> complaint();

        /** The pod's termination has begun. */
        void terminationBegins();
    }

    public HealthApi(Metrics metrics, Agent agent) {
        this.metrics = metrics;
        this.agent = agent;
    }

    @Override
    public void handle(Request request, Responder responder) {
        if (request.is("GET", "healthz")) {
            Optional<String> complaint = agent.complaint();
            responder.answer(complaint.isEmpty() ? 200 : 503, "text/plain", complaint.orElse("ok") + "\n");
        } else if (request.is("GET", "metrics")) {
            responder.answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.page(agent));
        } else if (request.is("GET", "prestop")) {
            agent.terminationBegins();
            responder.answer(200, "text/plain", "ok\n");
        } else {
            responder.error(404, "nothing is here: see /healthz and /metrics");
        }
    }
}
