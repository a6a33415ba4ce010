package dev.fusebox.operator.health;

import java.util.List;

/**
 * What the status of a group says, for an operator that begins with it.
 *
 * @param life epoch and fuse
 * @param incidents newest first
 * @param cases open ones
 */
public record Stored(GroupState.Life life, List<Incident> incidents, List<Case> cases) {
    public Stored {
        incidents = List.copyOf(incidents);
        cases = List.copyOf(cases);
    }

    /** That epoch and fuse, and no past. */
    public static Stored of(GroupState.Life life) {
        return new Stored(life, List.of(), List.of());
    }
}
