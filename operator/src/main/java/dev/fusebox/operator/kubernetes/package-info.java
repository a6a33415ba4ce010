/** The adapters to Kubernetes: watches, status writes, events. */
@NullMarked
package dev.fusebox.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
