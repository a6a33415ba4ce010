/** Restarts in place, in virtual time, with a folder of their own. */
@NullMarked
package dev.fusebox.agent.restart;

import org.jspecify.annotations.NullMarked;
