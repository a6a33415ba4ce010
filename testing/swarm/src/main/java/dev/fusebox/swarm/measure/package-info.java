/** What is measured, and how it is judged. */
@NullMarked
package dev.fusebox.swarm.measure;

import org.jspecify.annotations.NullMarked;
