/** What this agent counts, for metrics. */
@NullMarked
package dev.fusebox.agent.count;

import org.jspecify.annotations.NullMarked;
