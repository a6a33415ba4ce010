/** Tests of what stands around the swarm. */
@NullMarked
package dev.fusebox.swarm.cluster;

import org.jspecify.annotations.NullMarked;
