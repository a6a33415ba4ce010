/** What is seen of a run, and what must hold in it: watchers see every event and know the ground truth, which members do not. */
@NullMarked
package dev.fusebox.lab.sim.watch;

import org.jspecify.annotations.NullMarked;
