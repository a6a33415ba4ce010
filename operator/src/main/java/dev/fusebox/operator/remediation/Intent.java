package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Target;
import java.util.stream.Stream;

/**
 * An action that is about to be carried out, or was when somebody crashed: {@code status.intent}.
 *
 * @param id of the action; an order to an agent carries it and is obeyed once
 * @param caseUid pod UID of the case
 * @param action name of the action, as {@link Action#name}
 * @param podName of the case's pod
 * @param nodeName that it ran on
 * @param resourceVersion of the target when the rules were first asked
 * @param recordHash of the rules' outcomes that it was decided by
 * @param leaderEpoch of the leader that decided
 * @param deadline after which it is not begun any more; wall clock
 */
public record Intent(
        String id,
        String caseUid,
        String action,
        String podName,
        String nodeName,
        String resourceVersion,
        String recordHash,
        long leaderEpoch,
        String deadline) {
    /** What it is about. */
    public Target target() {
        boolean ofNode =
                Stream.of(Action.OnNode.Kind.values()).anyMatch(k -> k.text().equals(action));
        return ofNode ? Target.NODE : Target.POD;
    }
}
