package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;

/** Hears what agents say. Called on transport threads, one call at a time per agent; must not block. */
public interface AgentListener {
    /**
     * An agent's stream stands, and this is all it knows.
     *
     * @return whether there was room for it; if not, the agent is sent away and says all again when it is back
     */
    boolean attached(AgentHello hello);

    /**
     * The agent said something.
     *
     * @return whether there was room for it, likewise
     */
    boolean said(String uid, AgentMessage message);

    /** Its stream broke. Not called for a stream that a newer one replaced. */
    void detached(String uid);
}
