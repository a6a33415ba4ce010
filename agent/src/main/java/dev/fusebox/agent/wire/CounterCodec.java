package dev.fusebox.agent.wire;

import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.message.Message.Gossip;
import dev.fusebox.core.message.Message.PathBeat;
import java.util.List;

/** What the detectors that count send. Decoding inside this package throws {@link IllegalArgumentException}. */
final class CounterCodec {
    private CounterCodec() {}

    static dev.fusebox.proto.v1.PathBeat encode(PathBeat beat) {
        dev.fusebox.proto.v1.PathBeat.Builder wire =
                dev.fusebox.proto.v1.PathBeat.newBuilder().setGroupEpoch(GroupCodec.encode(beat.groupEpoch()));
        beat.heartbeat().path().forEach(member -> wire.addPath(member.value()));
        return wire.build();
    }

    static PathBeat decode(dev.fusebox.proto.v1.PathBeat wire) {
        Checks.inRange("path", wire.getPathCount(), 1, PathHeartbeat.MAX_LENGTH);
        return new PathBeat(
                GroupCodec.decode(wire.getGroupEpoch()),
                new PathHeartbeat(
                        wire.getPathList().stream().map(Checks::member).toList()));
    }

    static dev.fusebox.proto.v1.Gossip encode(Gossip gossip) {
        dev.fusebox.proto.v1.Gossip.Builder wire =
                dev.fusebox.proto.v1.Gossip.newBuilder().setGroupEpoch(GroupCodec.encode(gossip.groupEpoch()));
        for (GossipTable.Entry entry : gossip.table().entries()) {
            wire.addEntries(dev.fusebox.proto.v1.Gossip.Entry.newBuilder()
                    .setMember(entry.member().value())
                    .setSession(entry.session())
                    .setCounter(entry.counter()));
        }
        return wire.build();
    }

    static Gossip decode(dev.fusebox.proto.v1.Gossip wire) {
        Checks.count("table", wire.getEntriesCount(), GossipTable.MAX_ENTRIES);
        List<GossipTable.Entry> entries =
                wire.getEntriesList().stream().map(CounterCodec::entry).toList();
        return new Gossip(GroupCodec.decode(wire.getGroupEpoch()), new GossipTable(entries));
    }

    private static GossipTable.Entry entry(dev.fusebox.proto.v1.Gossip.Entry wire) {
        return new GossipTable.Entry(
                Checks.member(wire.getMember()),
                Checks.counter("session", wire.getSession()),
                Checks.positive("counter", wire.getCounter()));
    }
}
