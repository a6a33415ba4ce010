/** The agent as a program: its command line, and how its parts are put together and end. */
@NullMarked
package dev.fusebox.agent;

import org.jspecify.annotations.NullMarked;
