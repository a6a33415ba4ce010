/** Words of commands. */
@NullMarked
package dev.fusebox.e2e.cluster;

import org.jspecify.annotations.NullMarked;
