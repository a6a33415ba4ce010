/** What is simulated: a group, its network and its faults, and the YAML file that says so. */
@NullMarked
package dev.fusebox.lab.sim.scenario;

import org.jspecify.annotations.NullMarked;
