/** Streams and probes over real sockets, and what happens to bad input. */
@NullMarked
package dev.fusebox.agent.peer;

import org.jspecify.annotations.NullMarked;
