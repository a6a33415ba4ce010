/** What a detector would have said: traces of arrivals, read line by line, and the levels at the moments that were asked for. */
@NullMarked
package dev.fusebox.lab.replay;

import org.jspecify.annotations.NullMarked;
