/** The health controller: owns what agents report, the epochs of each group, and the incidents; pure, time is an argument. */
@NullMarked
package dev.fusebox.operator.health;

import org.jspecify.annotations.NullMarked;
