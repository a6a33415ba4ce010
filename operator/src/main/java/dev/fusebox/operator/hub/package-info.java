/** The one thread on which everything is decided, between watches, agents and whoever writes status. */
@NullMarked
package dev.fusebox.operator.hub;

import org.jspecify.annotations.NullMarked;
