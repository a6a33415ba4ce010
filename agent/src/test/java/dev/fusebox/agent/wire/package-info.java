/** Messages survive the wire, and what is wrong does not get in. */
@NullMarked
package dev.fusebox.agent.wire;

import org.jspecify.annotations.NullMarked;
