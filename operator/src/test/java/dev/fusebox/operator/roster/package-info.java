/** Which pods a group selects. */
@NullMarked
package dev.fusebox.operator.roster;

import org.jspecify.annotations.NullMarked;
