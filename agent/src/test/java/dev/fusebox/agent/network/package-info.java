/** Agents as processes in network namespaces: what really happens to them when one is killed, stopped or cut off. */
@NullMarked
package dev.fusebox.agent.network;

import org.jspecify.annotations.NullMarked;
