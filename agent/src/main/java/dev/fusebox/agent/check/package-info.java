/** How this agent looks at the application beside it, where the lifeline alone is not enough: each look has a deadline, and one is under way at a time. */
@NullMarked
package dev.fusebox.agent.check;

import org.jspecify.annotations.NullMarked;
