/** Random scenarios, one per seed: first everything may break, then the group must recover. */
@NullMarked
package dev.fusebox.lab.sim.swarm;

import org.jspecify.annotations.NullMarked;
