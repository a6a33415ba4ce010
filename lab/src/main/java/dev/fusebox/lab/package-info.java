/** The lab's command line: one subcommand per instrument, each in a package of its own. */
@NullMarked
package dev.fusebox.lab;

import org.jspecify.annotations.NullMarked;
