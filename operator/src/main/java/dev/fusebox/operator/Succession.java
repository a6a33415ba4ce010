package dev.fusebox.operator;

import dev.fusebox.operator.hub.Hub;
import dev.fusebox.operator.ingest.AgentGateway;
import dev.fusebox.operator.kubernetes.EventQueue;
import dev.fusebox.operator.kubernetes.GroupReconciler;
import dev.fusebox.operator.leader.Leadership;
import dev.fusebox.operator.leader.LeadershipListener;
import dev.fusebox.proto.v1.Refusal;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What begins and what ends when another replica leads, and where agents are sent. */
final class Succession implements LeadershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    /** The agents spread their return over a second by themselves. */
    private static final int SPREAD_MILLISECONDS = 200;

    /** Of many that are sent away at once, a thousand come back in a second. */
    private static final int SPREAD_MILLISECONDS_PER_AGENT = 1;

    private static final int UNDECIDED_MILLISECONDS = 500;

    /** A leader that ended is followed within 2 s, one that vanished within 17. */
    private static final int NOBODY_MILLISECONDS = 1_500;

    private final Leadership leadership;
    private final Hub hub;
    private final AgentGateway agents;
    private final GroupReconciler groups;
    private final EventQueue events;

    Succession(Leadership leadership, Hub hub, AgentGateway agents, GroupReconciler groups, EventQueue events) {
        this.leadership = leadership;
        this.hub = hub;
        this.agents = agents;
        this.groups = groups;
        this.events = events;
    }

    @Override
    public void leading(long term) {
        LOG.info("term={} this replica leads", term);
        hub.lead();
        groups.termBegins();
    }

    @Override
    public void suspended() {
        // Everything that writes asks the leadership itself; agents stay, for nobody else would take them.
        LOG.warn(
                "term={} the Lease could not be renewed in time: nothing is written until it can be",
                leadership.term());
    }

    @Override
    public void resumed() {
        LOG.info("term={} this replica leads again, nobody else did", leadership.term());
        groups.lookAtAll();
    }

    @Override
    public void following() {
        LOG.info("this replica follows {}", leadership.leaderAddress().orElse("nobody that is known to live"));
        hub.follow();
        events.clear();
        agents.dismissAll(all -> elsewhere(leadership, all));
    }

    /** This replica ends: its agents go to the next one. */
    void ending() {
        agents.dismissAll(all -> refusal("this replica ends", "", UNDECIDED_MILLISECONDS, all));
    }

    /** What an agent is told that comes now; empty if it is taken in. */
    static Optional<Refusal> door(Leadership leadership) {
        return switch (leadership.role()) {
            case LEADING, SUSPENDED -> Optional.empty();
            case UNDECIDED -> Optional.of(refusal("no leader is known yet", "", UNDECIDED_MILLISECONDS, 1));
            case FOLLOWING -> Optional.of(elsewhere(leadership, 1));
        };
    }

    private static Refusal elsewhere(Leadership leadership, int agents) {
        return leadership
                .leaderAddress()
                .map(address -> refusal("another replica leads", address, 0, agents))
                .orElseGet(() -> refusal("another replica led and may be gone", "", NOBODY_MILLISECONDS, agents));
    }

    /** For one of so many agents that are refused at once. */
    private static Refusal refusal(String reason, String leader, int afterMilliseconds, int agents) {
        int spreadMilliseconds = Math.max(SPREAD_MILLISECONDS, SPREAD_MILLISECONDS_PER_AGENT * agents);
        return Refusal.newBuilder()
                .setReason(reason)
                .setLeaderAddress(leader)
                .setRetryAfterMilliseconds(
                        afterMilliseconds + ThreadLocalRandom.current().nextInt(spreadMilliseconds))
                .build();
    }
}
