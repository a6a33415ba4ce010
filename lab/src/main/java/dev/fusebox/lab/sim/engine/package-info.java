/** Virtual time: the event queue, the hash over what happened, and randomness that each purpose has to itself. */
@NullMarked
package dev.fusebox.lab.sim.engine;

import org.jspecify.annotations.NullMarked;
