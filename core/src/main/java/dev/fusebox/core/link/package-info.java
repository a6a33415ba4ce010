/** Reliable links over streams that break: sequence numbers, cumulative acknowledgements, back-off, each message processed once. */
@NullMarked
package dev.fusebox.core.link;

import org.jspecify.annotations.NullMarked;
