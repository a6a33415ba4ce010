package dev.fusebox.lab.qos.group;

import dev.fusebox.core.roster.DetectionSettings;

/**
 * A group's settings where a dial stands.
 *
 * @param dial what is turned: phi, or milliseconds of a timeout or interval
 */
record Setting(double dial, DetectionSettings detection) {}
