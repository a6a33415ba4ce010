package dev.fusebox.agent.state;

import dev.fusebox.agent.wire.GroupCodec;
import dev.fusebox.agent.wire.RosterCodec;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.KeptState;
import dev.fusebox.core.member.KeptState.KeptGroup;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of the state file: counters, then groups, then tombstones; rosters and causes in their wire format. */
final class StateCodec {
    private static final int MAX_GROUPS = 1_024;
    private static final int MAX_TOMBSTONES = 65_536;
    private static final long MAX_COUNTER = 1L << 53;

    private StateCodec() {}

    static byte[] encode(KeptState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(state.bootCounter());
        out.writeLong(state.incarnation());
        out.writeInt(state.groups().size());
        for (KeptGroup group : state.groups()) {
            RosterCodec.encode(group.roster()).writeDelimitedTo(out);
            out.writeUTF(group.fuse().name());
            out.writeBoolean(group.cause().isPresent());
            if (group.cause().isPresent()) {
                GroupCodec.encode(group.cause().get()).writeDelimitedTo(out);
            }
        }
        out.writeInt(state.tombstones().size());
        for (GroupEpoch tombstone : state.tombstones()) {
            GroupCodec.encode(tombstone).writeDelimitedTo(out);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link IOException} or {@link IllegalArgumentException} if the bytes are not what {@link #encode} writes. */
    static KeptState decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        long bootCounter = counter(in);
        long incarnation = counter(in);
        List<KeptGroup> groups = new ArrayList<>();
        for (int left = count(in, MAX_GROUPS); left > 0; left--) {
            Roster roster = RosterCodec.decode(present(dev.fusebox.proto.v1.Roster.parseDelimitedFrom(in)));
            FuseState fuse = FuseState.valueOf(in.readUTF());
            Optional<Cause> cause = in.readBoolean()
                    ? Optional.of(GroupCodec.decode(present(dev.fusebox.proto.v1.Cause.parseDelimitedFrom(in))))
                    : Optional.empty();
            groups.add(new KeptGroup(roster, fuse, cause));
        }
        List<GroupEpoch> tombstones = new ArrayList<>();
        for (int left = count(in, MAX_TOMBSTONES); left > 0; left--) {
            tombstones.add(GroupCodec.decode(present(dev.fusebox.proto.v1.GroupEpoch.parseDelimitedFrom(in))));
        }
        if (in.available() > 0) {
            throw new IOException("it goes on behind its end");
        }
        return new KeptState(bootCounter, incarnation, groups, tombstones);
    }

    /** One that can be counted on from, for longer than any agent lives. */
    private static long counter(DataInputStream in) throws IOException {
        long counter = in.readLong();
        if (counter < 0 || counter > MAX_COUNTER) {
            throw new IOException("it has a counter of " + counter);
        }
        return counter;
    }

    private static int count(DataInputStream in, int max) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > max) {
            throw new IOException("it counts " + count + " entries");
        }
        return count;
    }

    private static <T> T present(@Nullable T message) throws IOException {
        if (message == null) {
            throw new IOException("it ends early");
        }
        return message;
    }
}
