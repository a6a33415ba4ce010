/** Failure detectors that give a level of suspicion and leave judging it to others. */
@NullMarked
package dev.fusebox.core.detect;

import org.jspecify.annotations.NullMarked;
