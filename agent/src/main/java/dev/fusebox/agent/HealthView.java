package dev.fusebox.agent;

import dev.fusebox.agent.health.HealthApi;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.agent.operator.OperatorLink;
import dev.fusebox.core.member.GroupView;
import java.util.List;
import java.util.Optional;

/** What health and metrics show. That this answers at all says that the loop turns. */
record HealthView(ProtocolLoop loop, Optional<OperatorLink> operator, Memory memory, Application application)
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
    public Optional<String> complaint() {
        return memory.healthy()
                ? Optional.empty()
                : Optional.of("state cannot be kept: see the log, and check the folder of --state-dir");
    }

    @Override
    public void terminationBegins() {
        application.terminationBegins();
    }
}
