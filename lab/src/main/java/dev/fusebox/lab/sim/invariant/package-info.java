/** What must hold in every run, one class each, checked over the same stream of events. */
@NullMarked
package dev.fusebox.lab.sim.invariant;

import org.jspecify.annotations.NullMarked;
