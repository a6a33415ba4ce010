/**
 * The efficiency and accuracy dial: every detector over the same arrivals, over a sweep of thresholds, in the metrics of Chen, Toueg
 * and Aguilera (On the quality of service of failure detectors, IEEE ToC 2002, section 2). Conditions describe sender and link; a trace
 * or a small network is made of them; a meter or a tally measures; a chart shows.
 */
@NullMarked
package dev.fusebox.lab.qos;

import org.jspecify.annotations.NullMarked;
