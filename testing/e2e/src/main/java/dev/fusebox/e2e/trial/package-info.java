/**
 * One trial: a group that is whole, one fault, what every application was told and when, and the group whole again.
 * Demo and tests share it, so that they measure alike.
 */
@NullMarked
package dev.fusebox.e2e.trial;

import org.jspecify.annotations.NullMarked;
