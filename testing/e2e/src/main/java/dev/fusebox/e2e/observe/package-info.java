/**
 * What can be seen from the outside: lines that sample applications print, the group's status as a watcher receives it,
 * metrics of agents and API server. All times are {@code System.nanoTime()}; on the embedded cluster every process
 * reads the same monotonic clock, so that they compare directly.
 */
@NullMarked
package dev.fusebox.e2e.observe;

import org.jspecify.annotations.NullMarked;
