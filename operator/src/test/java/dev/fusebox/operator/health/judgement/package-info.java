/** Tests of the judgement: a table per rule, properties over seeds, and what other operators are documented to do. */
@NullMarked
package dev.fusebox.operator.health.judgement;

import org.jspecify.annotations.NullMarked;
