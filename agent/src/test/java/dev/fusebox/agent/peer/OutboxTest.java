package dev.fusebox.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.detect.GossipTable;
import dev.fusebox.core.detect.PathHeartbeat;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final GroupEpoch G = new GroupEpoch("g", 1);

    private int dropped;
    private final Outbox outbox = new Outbox(() -> dropped++);

    @Test
    void aBurnWaitsBehindNothingButTheHello() {
        Message query = new Message.ProbeQuery(A, B, 1, OptionalLong.empty());
        Message vote = vote(B, 1);
        Message leave = leave(1);
        Message burn = burn(2);
        Message hello = new Message.Hello(1, A, B, new Session(1, 1), 0, 0);
        Message ack = new Message.Ack(4);
        List.of(heartbeat(1), query, vote, leave, ack, burn, hello).forEach(outbox::add);

        assertThat(all()).containsExactly(hello, burn, leave, ack, vote, query, heartbeat(1));
        assertThat(dropped).isZero();
    }

    @Test
    void ofHeartbeatsAndAcknowledgementsTheNewestIsKept() {
        List.of(heartbeat(1), new Message.Ack(1), heartbeat(2), new Message.Ack(2), heartbeat(3))
                .forEach(outbox::add);

        assertThat(all()).containsExactly(new Message.Ack(2), heartbeat(3));
        assertThat(dropped).isEqualTo(3);
    }

    @Test
    void ofEvidenceTheNewestOfEachPairIsKept() {
        List.of(vote(A, 1), vote(B, 2), vote(A, 3)).forEach(outbox::add);

        assertThat(all()).containsExactly(vote(B, 2), vote(A, 3));
        assertThat(dropped).isEqualTo(1);
    }

    @Test
    void ofTablesTheNewestOfEachGroupAndOfPathsTheNewestOfEachPathIsKeptBehindTheHeartbeat() {
        GroupEpoch other = new GroupEpoch("h", 1);
        Message old = gossip(G, 1);
        Message newest = gossip(G, 2);
        List.of(old, gossip(other, 1), path(A), path(B), path(B, A), heartbeat(1), path(A), newest)
                .forEach(outbox::add);

        assertThat(all()).containsExactly(heartbeat(1), gossip(other, 1), path(B), path(B, A), path(A), newest);
        assertThat(dropped).isEqualTo(2);
    }

    @Test
    void pathsAreBounded() {
        for (int i = 0; i <= Outbox.MAX_OTHER; i++) {
            outbox.add(path(new MemberId("m" + i)));
        }

        assertThat(all()).hasSize(Outbox.MAX_OTHER).doesNotContain(path(new MemberId("m0")));
        assertThat(dropped).isEqualTo(1);
    }

    private static Message path(MemberId... path) {
        return new Message.PathBeat(G, new PathHeartbeat(List.of(path)));
    }

    private static Message gossip(GroupEpoch groupEpoch, long counter) {
        return new Message.Gossip(groupEpoch, new GossipTable(List.of(new GossipTable.Entry(A, 1, counter))));
    }

    @Test
    void nothingGrowsWithoutBoundAndEveryDropIsCounted() {
        int each = 10_000;
        for (int i = 1; i <= each; i++) {
            outbox.add(leave(i));
            outbox.add(burn(i));
            outbox.add(vote(new MemberId("m" + i), i));
            outbox.add(new Message.ProbeReply(i, 0, dev.fusebox.core.message.Proof.NONE));
            outbox.add(heartbeat(i));
        }
        int kept = all().size();

        assertThat(kept).isEqualTo(Outbox.MAX_RELIABLE + Outbox.MAX_EVIDENCE + Outbox.MAX_OTHER + 1);
        assertThat(dropped).isEqualTo(5 * each - kept);
    }

    @Test
    void aFullQueueTakesABurnInPlaceOfWhatIsLessUrgent() {
        for (int i = 1; i <= Outbox.MAX_RELIABLE; i++) {
            outbox.add(leave(i));
        }
        outbox.add(burn(1_000));

        assertThat(outbox.poll()).contains(burn(1_000));
    }

    private List<Message> all() {
        List<Message> all = new ArrayList<>();
        for (Optional<Message> next = outbox.poll(); next.isPresent(); next = outbox.poll()) {
            all.add(next.get());
        }
        return all;
    }

    private static Message heartbeat(long sequence) {
        return new Message.Heartbeat(sequence, 0, 0, false, 0);
    }

    private static Message vote(MemberId subject, long sequence) {
        return new Evidence(G, A, subject, sequence, 0, new Evidence.Vote(1, 0, 0));
    }

    private static Message leave(long sequence) {
        return new Message.Reliable(sequence, 0, new Message.Leave(List.of(G), ""));
    }

    private static Message burn(long sequence) {
        return new Message.Reliable(sequence, 0, new Message.Burn(G, Cause.of(Cause.Kind.SIGNAL, List.of(), A, "")));
    }
}
