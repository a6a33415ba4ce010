/** A swarm of agents in one process, over real gRPC, against real operators and a real API server: what they cost, and how late they are. */
@NullMarked
package dev.fusebox.swarm;

import org.jspecify.annotations.NullMarked;
