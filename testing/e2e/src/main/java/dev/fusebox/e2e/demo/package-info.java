/** {@code ./fusebox demo}: breaks a member of a real group, and shows who was told, and when. */
@NullMarked
package dev.fusebox.e2e.demo;

import org.jspecify.annotations.NullMarked;
