package dev.fusebox.lab.sim.watch;

import java.util.List;

/** Something that must hold in every run. */
public interface Invariant {
    /** Its name, as reports give it. */
    String name();

    /** Where it did not hold, in order of time. */
    List<Violation> violations();
}
