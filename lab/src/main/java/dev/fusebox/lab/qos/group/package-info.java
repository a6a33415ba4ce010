/**
 * Whole groups under the conditions of the quality-of-service lab, in the simulator: what members conclude of each other, and when the fuse
 * burns, in the same metrics as a single observer's suspicions.
 */
@NullMarked
package dev.fusebox.lab.qos.group;

import org.jspecify.annotations.NullMarked;
