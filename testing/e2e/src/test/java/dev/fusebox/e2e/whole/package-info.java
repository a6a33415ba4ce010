/**
 * Fusebox as a whole on the embedded cluster, seen as its users see it: applications' output, status, kubectl. Each
 * class has a namespace of its own. Run by {@code ./fusebox test}, or one class by
 * {@code mvn -Pe2e -pl testing/e2e verify -Dit.test=PlannedChangeIT} on a cluster that is up with the images loaded.
 */
@NullMarked
package dev.fusebox.e2e.whole;

import org.jspecify.annotations.NullMarked;
