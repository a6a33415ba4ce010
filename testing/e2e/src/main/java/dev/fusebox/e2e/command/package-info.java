/** Runs programs such as the launcher and helm, with a deadline for each, and turns a failure into one line. */
@NullMarked
package dev.fusebox.e2e.command;

import org.jspecify.annotations.NullMarked;
