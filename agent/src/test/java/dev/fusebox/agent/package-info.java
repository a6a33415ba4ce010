/** The agent as a whole: how its packages hang together, and how it is called. */
@NullMarked
package dev.fusebox.agent;

import org.jspecify.annotations.NullMarked;
