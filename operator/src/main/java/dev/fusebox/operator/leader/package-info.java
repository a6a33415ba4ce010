/**
 * Which of the replicas acts: a Lease in the operator's namespace, judged by each replica's own monotonic clock. What was decided by one
 * that was paused in between is fenced where it is written ({@code status.leaderEpoch}).
 */
@NullMarked
package dev.fusebox.operator.leader;

import org.jspecify.annotations.NullMarked;
