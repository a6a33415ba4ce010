package dev.fusebox.agent.pod;

import dev.fusebox.core.roster.GroupEpoch;
import java.util.Optional;

/**
 * What one group's roster says about the receiver's own pod. Others are none of its concern, so that the protocol knows nothing of it.
 *
 * @param groupEpoch of the roster
 * @param restartsContainers whether a burn restarts the containers of every member's pod
 * @param restart when this agent may do that
 * @param application how it looks at the application, if not by the lifeline alone
 */
public record PodRules(
        GroupEpoch groupEpoch,
        boolean restartsContainers,
        RestartRule restart,
        Optional<ApplicationCheck> application) {}
