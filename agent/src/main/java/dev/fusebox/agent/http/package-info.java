/**
 * A small HTTP/1.1 server on the loop's own thread, so that a connection that closes is known at once, also while nothing flows.
 * (The JDK's server would notice at its next write only.)
 */
@NullMarked
package dev.fusebox.agent.http;

import org.jspecify.annotations.NullMarked;
