/**
 * The model checker: explores every interleaving of a small group of the fuse's own classes, within bounds, and looks for a state that
 * must not be and for a way to go on for ever without being told.
 */
@NullMarked
package dev.fusebox.lab.check;

import org.jspecify.annotations.NullMarked;
