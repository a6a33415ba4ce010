/** What a run amounts to: times per fault, verdicts, burns and traffic, as JSON and for people. */
@NullMarked
package dev.fusebox.lab.sim.report;

import org.jspecify.annotations.NullMarked;
