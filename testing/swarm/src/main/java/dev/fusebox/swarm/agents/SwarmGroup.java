package dev.fusebox.swarm.agents;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/** The agents of one group, on one event loop: what their protocol would agree on, they see at once. */
final class SwarmGroup {
    /** From the first vote to the verdict. */
    private static final int SUSPICION_MILLISECONDS = 250;

    private static final long DETECTION_NANOS = TimeUnit.MILLISECONDS.toNanos(SUSPICION_MILLISECONDS);

    private final EventLoop loop;
    private final Map<MemberId, SwarmAgent> agents = new LinkedHashMap<>();

    SwarmGroup(EventLoop loop) {
        this.loop = loop;
    }

    void add(SwarmAgent agent) {
        agents.put(agent.id(), agent);
    }

    /** An agent took a roster. */
    void acknowledged(SwarmAgent agent, Roster roster, boolean begins) {
        List<SwarmAgent> others = agents.values().stream()
                .filter(a -> a != agent && a.isIn(roster.groupEpoch()))
                .toList();
        if (begins) {
            others.forEach(other -> {
                other.joined(agent.id());
                agent.joined(other.id());
            });
        }
        if (roster.members().stream().allMatch(m -> heard(m.id(), roster.groupEpoch()))) {
            agent.becomeIntact();
            others.forEach(SwarmAgent::becomeIntact);
        }
    }

    /** Whether that member is in that epoch. */
    boolean heard(MemberId member, GroupEpoch groupEpoch) {
        SwarmAgent agent = agents.get(member);
        return agent != null && agent.isIn(groupEpoch);
    }

    /**
     * Suspects that member, and burns the fuse of the epoch in force a while later. Does nothing if the fuse is not intact. From any thread.
     *
     * @param subject the member's place in the group
     * @param burning takes the epoch and {@link System#nanoTime()} of the verdict, before the first agent tells of it
     */
    void burn(int subject, ObjLongConsumer<GroupEpoch> burning) {
        loop.execute(() -> {
            MemberId about = new ArrayList<>(agents.keySet()).get(subject);
            agents.values().stream().filter(a -> !a.id().equals(about)).forEach(a -> a.suspect(about));
            loop.schedule(() -> verdict(about, burning), SUSPICION_MILLISECONDS, TimeUnit.MILLISECONDS);
        });
    }

    private void verdict(MemberId about, ObjLongConsumer<GroupEpoch> burning) {
        List<SwarmAgent> intact =
                agents.values().stream().filter(SwarmAgent::intact).toList();
        if (intact.isEmpty()) {
            return;
        }
        burning.accept(intact.get(0).roster().orElseThrow().groupEpoch(), System.nanoTime());
        MemberId origin = intact.get(0).id();
        intact.forEach(a -> a.burn(about, origin, DETECTION_NANOS));
    }
}
