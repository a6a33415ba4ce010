/**
 * The metrics of Chen, Toueg and Aguilera (On the quality of service of failure detectors, IEEE ToC 2002, section 2), and figures made of
 * them. At the level of a pair they are about what one observer suspects, at the level of verdicts about what a member concludes of another,
 * at the level of the fuse about what a group is told.
 */
@NullMarked
package dev.fusebox.lab.qos.metrics;

import org.jspecify.annotations.NullMarked;
