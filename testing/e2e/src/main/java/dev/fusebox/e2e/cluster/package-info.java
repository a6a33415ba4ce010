/**
 * The ground that demo and tests stand on: the embedded cluster and its faults through the launcher's own commands, or
 * a foreign cluster of the kubeconfig, the chart installed there, and the sample application on it.
 */
@NullMarked
package dev.fusebox.e2e.cluster;

import org.jspecify.annotations.NullMarked;
