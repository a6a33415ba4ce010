/** What is wanted, as objects say it. */
@NullMarked
package dev.fusebox.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
