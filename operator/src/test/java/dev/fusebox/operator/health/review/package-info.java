/** Tests of what is asked about open cases, and from which facts. */
@NullMarked
package dev.fusebox.operator.health.review;

import org.jspecify.annotations.NullMarked;
