/** Tests of the election: no API server, no sleeping, a clock for each replica. */
@NullMarked
package dev.fusebox.operator.leader;

import org.jspecify.annotations.NullMarked;
