/** The stream to the operator, against a small one in this process. */
@NullMarked
package dev.fusebox.agent.operator;

import org.jspecify.annotations.NullMarked;
