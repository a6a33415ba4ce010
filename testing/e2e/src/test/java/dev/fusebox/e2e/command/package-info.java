/** Programs and their ends. */
@NullMarked
package dev.fusebox.e2e.command;

import org.jspecify.annotations.NullMarked;
