package dev.fusebox.agent.operator;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.AgentMessage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What waits for the operator: of each kind and subject the latest. Bounded; beyond it the oldest goes. Not thread-safe. */
final class Uplink {
    /** Sixteen observers of sixteen subjects, a few groups. */
    static final int MAX_WAITING = 1_024;

    private final Map<Topic, AgentMessage> waiting = new LinkedHashMap<>();
    private final Runnable dropped;

    /** What a message is about. */
    sealed interface Topic {
        record OfGroup(GroupEpoch groupEpoch) implements Topic {}

        record OfMember(GroupEpoch groupEpoch, MemberId subject) implements Topic {}

        /** What is said about losses stands beside what is said about reaching the subject. */
        record OfLink(GroupEpoch groupEpoch, MemberId observer, MemberId subject, boolean aboutLoss) implements Topic {
            OfLink(Evidence evidence) {
                this(evidence.groupEpoch(), evidence.observer(), evidence.subject(), evidence.aboutLoss());
            }
        }

        record OfCase(String subject) implements Topic {}

        record OfOrder(String id) implements Topic {}

        record Idle() implements Topic {}
    }

    Uplink(Runnable dropped) {
        this.dropped = dropped;
    }

    void put(Topic topic, AgentMessage message) {
        waiting.remove(topic);
        if (waiting.size() >= MAX_WAITING) {
            Iterator<AgentMessage> oldest = waiting.values().iterator();
            oldest.next();
            oldest.remove();
            dropped.run();
        }
        waiting.put(topic, message);
    }

    /** The oldest, removed. */
    Optional<AgentMessage> poll() {
        Iterator<AgentMessage> oldest = waiting.values().iterator();
        if (!oldest.hasNext()) {
            return Optional.empty();
        }
        AgentMessage next = oldest.next();
        oldest.remove();
        return Optional.of(next);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
    }
}
