/** What people see: status, conditions and events, computed from a group's state and written only when it changed. */
@NullMarked
package dev.fusebox.operator.status;

import org.jspecify.annotations.NullMarked;
