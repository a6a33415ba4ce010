/**
 * Streams and probes between agents, over gRPC, on the one thread of the loop. It decides nothing: when to dial, to drop, to
 * probe or to try again comes from {@code core} as an effect, and what happens goes back as an input.
 */
@NullMarked
package dev.fusebox.agent.peer;

import org.jspecify.annotations.NullMarked;
