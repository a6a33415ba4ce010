package dev.fusebox.lab.qos;

import dev.fusebox.core.detect.GossipCounter;
import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.HeartbeatPath;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.roster.MemberId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One member's part in a detector that needs a network: what it sends, and whose counters grew. */
sealed interface NetworkPart {
    /** What travels. */
    sealed interface Payload {}

    /** A heartbeat with its path. */
    record Path(PathHeartbeat heartbeat) implements Payload {}

    /** A table of counters. */
    record Table(GossipTable table) implements Payload {}

    /** A message for a member, by number. */
    record Send(int to, Payload payload) {}

    /** One interval passed. */
    List<Send> round();

    /** A message arrived. */
    List<Send> receive(int from, Payload payload);

    /** The counter of a member, by number; rises with each proof of life. */
    long counter(int subject);

    /** Ids of that many members, in order. */
    static List<MemberId> ids(int members) {
        return IntStream.range(0, members).mapToObj(i -> new MemberId("m" + i)).toList();
    }

    /** {@link HeartbeatPath}, with neighbours at distances that reach everybody over one more member. */
    final class OfPath implements NetworkPart {
        private static final List<Integer> DISTANCES = List.of(1, 3, 8, 13, 15);

        private final List<MemberId> ids;
        private final HeartbeatPath detector;

        OfPath(int self, List<MemberId> ids) {
            this.ids = ids;
            Set<MemberId> neighbours = new LinkedHashSet<>();
            DISTANCES.forEach(d -> neighbours.add(ids.get((self + d) % ids.size())));
            this.detector = new HeartbeatPath(ids.get(self), new LinkedHashSet<>(ids), neighbours, 2);
        }

        @Override
        public List<Send> round() {
            return sends(detector.round());
        }

        @Override
        public List<Send> receive(int from, Payload payload) {
            return payload instanceof Path path ? sends(detector.receive(ids.get(from), path.heartbeat())) : List.of();
        }

        @Override
        public long counter(int subject) {
            return detector.counter(ids.get(subject));
        }

        private List<Send> sends(List<HeartbeatPath.Send> sends) {
            return sends.stream()
                    .map(s -> new Send(ids.indexOf(s.to()), new Path(s.heartbeat())))
                    .toList();
        }
    }

    /** {@link GossipCounter}. */
    final class OfGossip implements NetworkPart {
        private final List<MemberId> ids;
        private final GossipCounter detector;
        private final RandomGenerator random;

        OfGossip(int self, List<MemberId> ids, int failAfterRounds, RandomGenerator random) {
            this.ids = ids;
            this.random = random;
            this.detector = new GossipCounter(ids.get(self), 1, new LinkedHashSet<>(ids), failAfterRounds);
        }

        @Override
        public List<Send> round() {
            return detector.round(random).map(s -> new Send(ids.indexOf(s.to()), new Table(s.table()))).stream()
                    .toList();
        }

        @Override
        public List<Send> receive(int from, Payload payload) {
            if (payload instanceof Table table) {
                detector.receive(table.table());
            }
            return List.of();
        }

        @Override
        public long counter(int subject) {
            return detector.counter(ids.get(subject));
        }
    }
}
