package dev.fusebox.agent.operator;

import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.IdleSummary;
import java.util.List;

/** What the stream to the operator needs to know about this agent, now. On the loop's thread. */
public interface Attachment {
    /** Who attaches: all that does not change, without groups and application. */
    AgentHello self();

    List<GroupView> views();

    /** Burnt epochs, oldest first. */
    List<GroupEpoch> tombstones();

    /** Own statements that stand. */
    List<Evidence> testimony();

    ApplicationState application();

    IdleSummary idle();
}
