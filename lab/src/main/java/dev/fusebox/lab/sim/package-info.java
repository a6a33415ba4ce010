/** {@code ./fusebox lab sim}: a deterministic simulator of a group, its network and its faults, around the protocol's own classes. */
@NullMarked
package dev.fusebox.lab.sim;

import org.jspecify.annotations.NullMarked;
