package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Target;

/**
 * A case that is worth trying to act on.
 *
 * @param caseUid pod UID of its subject
 * @param pod and node: names, as in the case
 */
public record Proposal(GroupRef group, String caseUid, Target target, String pod, String node) {}
