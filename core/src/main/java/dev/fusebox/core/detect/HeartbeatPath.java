package dev.fusebox.core.detect;

import dev.fusebox.core.detect.Parameter.Quantity;
import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Heartbeat, the failure detector without timeouts (Aguilera, Chen, Toueg: Heartbeat: a timeout-free failure detector for quiescent
 * reliable communication, WDAG 1997, section 5; general networks: TCS 220, 1999). One member's part:
 *
 * <ul>
 *   <li>each round it sends its neighbours a heartbeat with a path of itself alone;
 *   <li>a receipt raises the counter of everyone on the path: they were all alive when they passed it on;
 *   <li>and the heartbeat, with itself added to the path, goes on to the neighbours that are not on it.
 * </ul>
 *
 * Counters of the live grow for ever, those of the dead stop. Whoever must decide reads a level: own rounds since the counter grew. A
 * link that fails is bridged by every other path, which is what this costs messages for: with k neighbours up to k^L per round and
 * member at a path length of L, which is therefore capped.
 *
 * <p>Pure: what is to be sent is returned. Not thread-safe.
 */
public final class HeartbeatPath {
    /** Members on a path in a group: its sender, and one that passes it on. */
    public static final int PATH_LENGTH = 2;

    static final Quantity THRESHOLD =
            CounterGrowth.threshold(4, "own rounds without growth; higher is calmer and slower");
    static final Quantity MAX_PATH = new Quantity(
            "maxPathLength",
            PATH_LENGTH,
            1,
            PathHeartbeat.MAX_LENGTH,
            "members",
            "longer bridges more broken links, at k times the messages");

    private final MemberId self;
    private final int maxPathLength;
    private final Map<MemberId, Growth> growths = new LinkedHashMap<>();
    private Set<MemberId> neighbours = Set.of();
    private long round;

    /** A heartbeat for one neighbour. */
    public record Send(MemberId to, PathHeartbeat heartbeat) {}

    private static final class Growth {
        private long counter;
        private long round;
    }

    /**
     * Nobody was heard yet; everybody counts as grown now.
     *
     * @param maxPathLength members on a path that is sent: 1 is no forwarding at all
     */
    public HeartbeatPath(MemberId self, Set<MemberId> members, Set<MemberId> neighbours, int maxPathLength) {
        MAX_PATH.check(maxPathLength);
        this.self = self;
        this.maxPathLength = maxPathLength;
        revise(members, neighbours);
    }

    static DetectorDescription description() {
        return new DetectorDescription(
                "HeartbeatPath",
                "Aguilera, Chen, Toueg: Heartbeat: a timeout-free failure detector for quiescent reliable communication, WDAG 1997,"
                        + " section 5",
                "own rounds since the counter grew",
                List.of(THRESHOLD, Intervals.INTERVAL, MAX_PATH));
    }

    /** Members or neighbours changed; counters of those that stay are kept. */
    public void revise(Set<MemberId> members, Set<MemberId> newNeighbours) {
        Set<MemberId> others = new LinkedHashSet<>(members);
        others.remove(self);
        growths.keySet().retainAll(others);
        for (MemberId other : others) {
            growths.computeIfAbsent(other, o -> grownNow());
        }
        Set<MemberId> near = new LinkedHashSet<>(newNeighbours);
        near.retainAll(others);
        neighbours = near;
    }

    /** One interval passed: a heartbeat for each neighbour. */
    public List<Send> round() {
        round++;
        PathHeartbeat own = new PathHeartbeat(List.of(self));
        return neighbours.stream().map(n -> new Send(n, own)).toList();
    }

    /**
     * A heartbeat arrived. It is dropped if the latest on its path is not who sent it, or if it has been here.
     *
     * @param from who the connection says it is
     * @return what to pass on
     */
    public List<Send> receive(MemberId from, PathHeartbeat heartbeat) {
        List<MemberId> path = heartbeat.path();
        boolean ofOthers = growths.keySet().containsAll(path);
        if (!ofOthers || !path.getLast().equals(from)) {
            return List.of();
        }
        path.forEach(this::grow);
        if (path.size() >= maxPathLength) {
            return List.of();
        }
        PathHeartbeat longer = heartbeat.through(self);
        List<Send> sends = new ArrayList<>(neighbours.size());
        for (MemberId neighbour : neighbours) {
            if (!path.contains(neighbour)) {
                sends.add(new Send(neighbour, longer));
            }
        }
        return sends;
    }

    private void grow(MemberId member) {
        Growth growth = growths.get(member);
        if (growth != null) {
            growth.counter++;
            growth.round = round;
        }
    }

    private Growth grownNow() {
        Growth growth = new Growth();
        growth.round = round;
        return growth;
    }

    /** How often that member was heard of, itself or through others; 0 for one that is unknown. */
    public long counter(MemberId member) {
        Growth growth = growths.get(member);
        return growth == null ? 0 : growth.counter;
    }

    /** Own rounds since the member's counter grew, at most {@link Detector#MAX_LEVEL}; the highest for one that is unknown. */
    public double level(MemberId member) {
        Growth growth = growths.get(member);
        return growth == null ? Detector.MAX_LEVEL : Math.min(Detector.MAX_LEVEL, round - growth.round);
    }
}
