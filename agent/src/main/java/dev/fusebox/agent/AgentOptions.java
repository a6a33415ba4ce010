package dev.fusebox.agent;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to run, checked.
 *
 * @param self who this agent is
 * @param source where its rosters come from
 * @param bind address for peers and health; the wildcard address if empty
 * @param localPort of the local API; 0 is any free one, also for the others
 * @param stateFolder where state is kept; not at all if empty
 * @param filesFolder where the group's state is shown as files; nowhere if empty
 * @param restartInPlace whether the pod says that this agent's restart code restarts all its containers
 * @param events whether notices are printed to standard output
 */
record AgentOptions(
        MemberId self,
        Source source,
        Optional<InetAddress> bind,
        int peerPort,
        int localPort,
        int healthPort,
        Optional<Path> stateFolder,
        Optional<Path> filesFolder,
        boolean restartInPlace,
        boolean events) {

    /** Where rosters come from. */
    sealed interface Source {}

    /** From a file, which is read already, and watched. */
    record FromFile(Path file, Roster roster) implements Source {}

    /** From the operator. */
    record FromOperator(String address, Pod pod) implements Source {}

    /** What the pod is called; each may be empty but for its UID, which is {@code self}. */
    record Pod(String name, String namespace, String node) {}
}
