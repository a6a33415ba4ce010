/** Roster files, good and broken. */
@NullMarked
package dev.fusebox.agent.roster;

import org.jspecify.annotations.NullMarked;
