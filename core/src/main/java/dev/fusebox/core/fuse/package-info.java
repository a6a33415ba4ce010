/** The fuse of one group epoch: it forms, it is intact, it burns once and for ever. */
@NullMarked
package dev.fusebox.core.fuse;

import org.jspecify.annotations.NullMarked;
