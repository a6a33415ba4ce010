/** What the agents' door lets in and what not, over real streams on loopback. */
@NullMarked
package dev.fusebox.operator.ingest;

import org.jspecify.annotations.NullMarked;
