/** Tests. */
@NullMarked
package dev.fusebox.agent.loop;

import org.jspecify.annotations.NullMarked;
