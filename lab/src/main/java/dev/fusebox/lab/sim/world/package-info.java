/** The simulated world: members as processes on hosts, the operator, the faults, and the loop that runs them in virtual time. */
@NullMarked
package dev.fusebox.lab.sim.world;

import org.jspecify.annotations.NullMarked;
