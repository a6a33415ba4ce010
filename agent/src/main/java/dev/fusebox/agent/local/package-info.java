/** What the application beside this agent uses: groups, events as they happen, the lifeline, leave and signal. */
@NullMarked
package dev.fusebox.agent.local;

import org.jspecify.annotations.NullMarked;
