/** From a selector to a roster: which pods belong to a group, as plain facts. */
@NullMarked
package dev.fusebox.operator.roster;

import org.jspecify.annotations.NullMarked;
