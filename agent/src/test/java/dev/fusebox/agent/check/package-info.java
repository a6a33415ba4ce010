/** Looks at applications that tests play. */
@NullMarked
package dev.fusebox.agent.check;

import org.jspecify.annotations.NullMarked;
