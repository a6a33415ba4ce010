/**
 * Between the wire format and the facts of {@code core}. What comes in is checked here, field by field, before anything else
 * sees it; what is wrong becomes an empty result, never an exception.
 */
@NullMarked
package dev.fusebox.agent.wire;

import org.jspecify.annotations.NullMarked;
