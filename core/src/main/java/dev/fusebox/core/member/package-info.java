/** The one state machine of a member: it composes the others, takes inputs with the time they happened, and returns effects in order. */
@NullMarked
package dev.fusebox.core.member;

import org.jspecify.annotations.NullMarked;
