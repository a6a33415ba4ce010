/** Tests of the swarm's agents. */
@NullMarked
package dev.fusebox.swarm.agents;

import org.jspecify.annotations.NullMarked;
