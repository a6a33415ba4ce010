/** Streams from agents: bounded, validated, latest state wins. */
@NullMarked
package dev.fusebox.operator.ingest;

import org.jspecify.annotations.NullMarked;
