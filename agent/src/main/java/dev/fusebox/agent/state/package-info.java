/** What a member keeps across restarts of its agent, in one file. */
@NullMarked
package dev.fusebox.agent.state;

import org.jspecify.annotations.NullMarked;
