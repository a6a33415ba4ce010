/** Votes and vouches as lines, and what the protocol's own classes conclude from them. */
@NullMarked
package dev.fusebox.lab.cut;

import org.jspecify.annotations.NullMarked;
