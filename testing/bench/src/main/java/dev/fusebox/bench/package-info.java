/** JMH benchmarks of what runs for every heartbeat. */
@NullMarked
package dev.fusebox.bench;

import org.jspecify.annotations.NullMarked;
