/**
 * Agents without detection: the agent's own stream to the operator with its messages, pace and reconnects, and a group that forms and burns
 * when told to.
 */
@NullMarked
package dev.fusebox.swarm.agents;

import org.jspecify.annotations.NullMarked;
