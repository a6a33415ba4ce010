/** What is read from lines, statuses and metrics. */
@NullMarked
package dev.fusebox.e2e.observe;

import org.jspecify.annotations.NullMarked;
