/** Who belongs to a group and how it is watched: the facts that the operator hands down and every other package reads. */
@NullMarked
package dev.fusebox.core.roster;

import org.jspecify.annotations.NullMarked;
