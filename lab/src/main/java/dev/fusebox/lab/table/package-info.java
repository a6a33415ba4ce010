/** {@code ./fusebox lab table}: what the protocol must show, row by row: scenarios, many seeds, one figure and its bound. */
@NullMarked
package dev.fusebox.lab.table;

import org.jspecify.annotations.NullMarked;
