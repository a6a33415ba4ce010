package dev.fusebox.agent;

import dev.fusebox.agent.check.ApplicationChecks;
import dev.fusebox.agent.health.HealthApi;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.agent.operator.OperatorLink;
import dev.fusebox.agent.restart.RestartOutcome;
import dev.fusebox.agent.restart.Restarts;
import dev.fusebox.core.member.GroupView;
import java.util.List;
import java.util.Optional;

/** What health and metrics show. That this answers at all says that the loop turns. */
record HealthView(
        ProtocolLoop loop,
        Optional<OperatorLink> operator,
        Memory memory,
        Application application,
        Restarts restarts,
        ApplicationChecks checks)
        implements HealthApi.Agent {
    @Override
    public List<GroupView> views() {
        return loop.views();
    }

    @Override
    public int localHealth() {
        return loop.localHealth();
    }

    @Override
    public boolean operatorAttached() {
        return operator.map(OperatorLink::attached).orElse(false);
    }

    @Override
    public long progress() {
        return application.progress();
    }

    @Override
    public long restarts(RestartOutcome outcome) {
        return restarts.count(outcome);
    }

    @Override
    public long checksSucceeded() {
        return checks.succeeded();
    }

    @Override
    public long checksMissed() {
        return checks.missed();
    }

    @Override
    public Optional<String> complaint() {
        return memory.healthy()
                ? Optional.empty()
                : Optional.of("state cannot be kept: see the log, and check the folder of --state-dir");
    }

    @Override
    public void terminationBegins() {
        restarts.terminating();
        application.terminationBegins();
    }
}
