/** Who watches whom: rings over the members that respect nodes. */
@NullMarked
package dev.fusebox.core.overlay;

import org.jspecify.annotations.NullMarked;
