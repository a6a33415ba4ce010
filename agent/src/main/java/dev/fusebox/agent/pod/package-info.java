/** What the owner of this pod lets its own agent do to it, and asks of it: restarts in place, and looks at the application. Plain facts. */
@NullMarked
package dev.fusebox.agent.pod;

import org.jspecify.annotations.NullMarked;
