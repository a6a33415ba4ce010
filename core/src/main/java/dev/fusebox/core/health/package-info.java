/** The member's view of itself: how starved it is, and whether its own loop stood still. */
@NullMarked
package dev.fusebox.core.health;

import org.jspecify.annotations.NullMarked;
