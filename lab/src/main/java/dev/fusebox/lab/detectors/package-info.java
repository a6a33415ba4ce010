/** Which detectors there are, what can be set of them, and how a command line's words become one. */
@NullMarked
package dev.fusebox.lab.detectors;

import org.jspecify.annotations.NullMarked;
