/** How messages get from member to member: links that lose, delay, duplicate, reorder or stall, and what is broken right now. */
@NullMarked
package dev.fusebox.lab.sim.network;

import org.jspecify.annotations.NullMarked;
