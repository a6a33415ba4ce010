/** The local API over real sockets. */
@NullMarked
package dev.fusebox.agent.local;

import org.jspecify.annotations.NullMarked;
