/**
 * The stream to the operator: reports go up, rosters and facts come down. Losing it changes nothing in what this agent detects and
 * tells.
 */
@NullMarked
package dev.fusebox.agent.operator;

import org.jspecify.annotations.NullMarked;
