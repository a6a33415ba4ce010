/** Who watches whom in a group of a given size: what the rings give, counted. */
@NullMarked
package dev.fusebox.lab.rings;

import org.jspecify.annotations.NullMarked;
