package dev.fusebox.agent.loop;

import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.message.Evidence;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a member's effects go.
 *
 * @param peers to other members
 * @param keeper onto the disk; returns when the state would outlive this process
 * @param listeners those who are told, in this order: the application first
 * @param reports own statements, for the operator
 * @param counts what is counted
 */
public record Outlets(
        PeerLinks peers,
        Consumer<KeptState> keeper,
        List<NoticeListener> listeners,
        Consumer<Evidence> reports,
        Consumer<Counter> counts) {
    public Outlets {
        listeners = List.copyOf(listeners);
    }
}
