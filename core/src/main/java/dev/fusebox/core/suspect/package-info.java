/** Suspicion: what observers state about subjects, the newest statement of each, and how statements are counted. */
@NullMarked
package dev.fusebox.core.suspect;

import org.jspecify.annotations.NullMarked;
