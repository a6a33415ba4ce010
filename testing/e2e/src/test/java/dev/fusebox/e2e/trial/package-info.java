/** What a trial says of itself. */
@NullMarked
package dev.fusebox.e2e.trial;

import org.jspecify.annotations.NullMarked;
