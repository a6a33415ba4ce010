package dev.fusebox.agent;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.agent.operator.Attachment;
import dev.fusebox.agent.restart.Restarts;
import dev.fusebox.agent.wire.GroupCodec;
import dev.fusebox.agent.wire.RosterCodec;
import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.IdleSummary;
import java.util.List;

/** What the operator hears about this pod's agent as a whole. */
final class PodAttachment implements Attachment {
    private final AgentHello self;
    private final ProtocolLoop loop;
    private final Memory memory;
    private final Application application;
    private final Restarts restarts;
    private final Counts counts;

    PodAttachment(
            MemberId self,
            Session session,
            AgentOptions.Pod pod,
            ProtocolLoop loop,
            Memory memory,
            Application application,
            Restarts restarts,
            Counts counts) {
        this.self = AgentHello.newBuilder()
                .setProtocolVersion(RosterCodec.PROTOCOL_VERSION)
                .setAgentVersion(Version.current())
                .setMember(self.value())
                .setNamespace(pod.namespace())
                .setPodName(pod.name())
                .setNode(pod.node())
                .setSession(GroupCodec.encode(session))
                .build();
        this.loop = loop;
        this.memory = memory;
        this.application = application;
        this.restarts = restarts;
        this.counts = counts;
    }

    @Override
    public AgentHello self() {
        return self;
    }

    @Override
    public List<GroupView> views() {
        return loop.views();
    }

    @Override
    public List<GroupEpoch> tombstones() {
        return memory.kept().tombstones();
    }

    @Override
    public List<Evidence> testimony() {
        return loop.testimony();
    }

    /** One that is about to be restarted is as good as failed: no new epoch shall begin with it. */
    @Override
    public ApplicationState application() {
        return restarts.pending() ? ApplicationState.APPLICATION_FAILED_STATE : application.state();
    }

    @Override
    public IdleSummary idle() {
        return IdleSummary.newBuilder()
                .setLocalHealth(loop.localHealth())
                .setOwnStallsTotal(counts.of(Counter.OWN_STALLS))
                .setApplication(application())
                .build();
    }
}
