/** Monotonic time as a value: nanoseconds of the local process, never the wall clock. */
@NullMarked
package dev.fusebox.core.time;

import org.jspecify.annotations.NullMarked;
