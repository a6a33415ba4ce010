/**
 * Carries out what was judged: intent first, one effect, exactly once, whatever is lost or restarted in between (kubernetes.md section 4).
 * Talks to the API server through a port, so that every step can be cut short in tests.
 */
@NullMarked
package dev.fusebox.operator.remediation;

import org.jspecify.annotations.NullMarked;
