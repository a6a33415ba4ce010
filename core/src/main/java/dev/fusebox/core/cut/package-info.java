/** Verdicts: the protocol's verdict table, evaluated by every member for every subject. */
@NullMarked
package dev.fusebox.core.cut;

import org.jspecify.annotations.NullMarked;
