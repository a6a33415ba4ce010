/**
 * Restarts of this pod's own containers, in place: the agent ends with a code for which the pod says {@code RestartAllContainers}, and
 * the kubelet does the rest, with no API server in the way. When, how often and for whom is decided by pure classes; what must outlive
 * the restart is in a ledger on the pod's own disk.
 */
@NullMarked
package dev.fusebox.agent.restart;

import org.jspecify.annotations.NullMarked;
