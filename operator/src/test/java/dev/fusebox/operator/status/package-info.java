/** What people see, and when it changes. */
@NullMarked
package dev.fusebox.operator.status;

import org.jspecify.annotations.NullMarked;
