/** The operator's process: wiring, options, and the loop on which everything is decided. */
@NullMarked
package dev.fusebox.operator;

import org.jspecify.annotations.NullMarked;
