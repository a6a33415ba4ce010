/** The state file, and what is done with a broken one. */
@NullMarked
package dev.fusebox.agent.state;

import org.jspecify.annotations.NullMarked;
