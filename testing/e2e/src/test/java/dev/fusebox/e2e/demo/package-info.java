/** Plan, table and raw samples. */
@NullMarked
package dev.fusebox.e2e.demo;

import org.jspecify.annotations.NullMarked;
