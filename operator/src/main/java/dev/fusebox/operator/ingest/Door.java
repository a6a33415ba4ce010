package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.Refusal;
import java.util.Optional;

/** Whether agents are taken in at this moment. Called on transport threads; must not block. */
public interface Door {
    /** Always open. */
    Door OPEN = Optional::empty;

    /** What to tell an agent that is not taken in; empty if it is. */
    Optional<Refusal> refusal();
}
