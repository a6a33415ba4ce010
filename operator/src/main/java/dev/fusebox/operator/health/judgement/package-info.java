/**
 * Whether the operator may act, and how: a pure function of evidence, channels, settings and time, one class per rule of
 * kubernetes.md section 2, with a record of every rule's outcome.
 */
@NullMarked
package dev.fusebox.operator.health.judgement;

import org.jspecify.annotations.NullMarked;
