/** Probe rounds: a suspicion is checked directly and through helpers before anybody votes. */
@NullMarked
package dev.fusebox.core.probe;

import org.jspecify.annotations.NullMarked;
