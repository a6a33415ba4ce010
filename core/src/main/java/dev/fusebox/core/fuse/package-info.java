/** The fuse: one of a group epoch, and the book of all those of one member. It forms, it is intact, it burns once and for ever. */
@NullMarked
package dev.fusebox.core.fuse;

import org.jspecify.annotations.NullMarked;
