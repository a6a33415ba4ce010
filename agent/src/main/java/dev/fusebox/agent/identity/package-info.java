/** Who this agent is to others, and who they are to it. All credentials of all connections pass through here. */
@NullMarked
package dev.fusebox.agent.identity;

import org.jspecify.annotations.NullMarked;
