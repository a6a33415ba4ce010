package dev.fusebox.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.link.ReliableLink.Numbered;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReliableLinkTest {
    private static final long MS = 1_000_000L;

    private final Random random = new Random(1);
    private final ReliableLink<String> link = new ReliableLink<>();

    /** One direction between two ends over a network that loses, doubles and shuffles, in rounds of ten milliseconds. */
    private static final class Wire {
        private final Random random;
        private final double loss;
        private final ReliableLink<Integer> sender = new ReliableLink<>();
        private final ReliableLink<Integer> receiver = new ReliableLink<>();
        private final List<Integer> processed = new ArrayList<>();
        private final List<Numbered<Integer>> inFlight = new ArrayList<>();
        private final List<Long> acks = new ArrayList<>();
        private long now;
        private int sent;

        Wire(long seed, double loss) {
            this.random = new Random(seed);
            this.loss = loss;
        }

        boolean offer(int payload) {
            long sequence = sender.offer(payload, now, random);
            if (sequence > 0) {
                put(new Numbered<>(sequence, payload));
            }
            return sequence > 0;
        }

        private void put(Numbered<Integer> message) {
            sent++;
            for (int copies = random.nextInt(3); copies >= 0; copies--) {
                if (random.nextDouble() >= loss) {
                    inFlight.add(message);
                }
            }
        }

        void round() {
            now += 10 * MS;
            sender.retransmit(now, random).forEach(this::put);
            Collections.shuffle(inFlight, random);
            int arriving = random.nextInt(inFlight.size() + 1);
            for (Numbered<Integer> message : List.copyOf(inFlight.subList(0, arriving))) {
                inFlight.remove(message);
                if (receiver.receive(message.sequence())) {
                    processed.add(message.payload());
                }
                acks.add(receiver.processedUpTo());
            }
            Collections.shuffle(acks, random);
            acks.removeIf(ack -> {
                boolean arrives = random.nextBoolean();
                if (arrives && random.nextDouble() >= loss) {
                    sender.acknowledged(ack);
                }
                return arrives;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 0.8})
    void eachMessageIsProcessedExactlyOnceWhateverTheNetworkDoes(double loss) {
        for (int seed = 0; seed < 50; seed++) {
            Wire wire = new Wire(seed, loss);
            int offered = 0;
            for (int round = 0; round < 6_000 && wire.processed.size() < 400; round++) {
                if (offered < 400 && wire.offer(offered)) {
                    offered++;
                }
                wire.round();
            }
            assertThat(wire.processed)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 400).mapToObj(i -> (int) i).toList());
        }
    }

    @Test
    void aQuietLinkSendsNothingTwice() {
        Wire wire = new Wire(5, 0);
        for (int i = 0; i < 50; i++) {
            long sequence = wire.sender.offer(i, wire.now, wire.random);
            assertThat(wire.receiver.receive(sequence)).isTrue();
            wire.sender.acknowledged(wire.receiver.processedUpTo());
            wire.now += MS;
            assertThat(wire.sender.retransmit(wire.now, wire.random)).isEmpty();
        }
        assertThat(wire.sender.hasUnacknowledged()).isFalse();
        assertThat(wire.sender.retransmitAtNanos()).isEqualTo(Nanos.NEVER);
    }

    @Test
    void retransmissionBacksOffAndStaysBounded() {
        link.offer("burn", 0, random);
        long now = 0;
        for (int i = 0; i < 20; i++) {
            long next = link.retransmitAtNanos();
            assertThat(next - now).isBetween(100 * MS, 2_200 * MS);
            assertThat(link.retransmit(next - 1, random)).isEmpty();
            assertThat(link.retransmit(next, random)).containsExactly(new Numbered<>(1, "burn"));
            now = next;
        }
    }

    @Test
    void aFullWindowRefusesAndTakesAgainAfterAnAcknowledgement() {
        for (int i = 1; i <= ReliableLink.WINDOW; i++) {
            assertThat(link.offer("m" + i, 0, random)).isEqualTo(i);
        }
        assertThat(link.offer("one too many", 0, random)).isZero();
        link.acknowledged(1);
        assertThat(link.offer("fits", 0, random)).isEqualTo(ReliableLink.WINDOW + 1);
    }

    @Test
    void theReceiverHoldsNoMoreThanAWindow() {
        assertThat(link.receive(ReliableLink.WINDOW)).isTrue();
        assertThat(link.receive(ReliableLink.WINDOW + 1)).isFalse();
        assertThat(link.receive(Long.MAX_VALUE)).isFalse();
        assertThat(link.processedUpTo()).isZero();
        assertThat(link.receive(1)).isTrue();
        assertThat(link.receive(ReliableLink.WINDOW + 1)).isTrue();
    }

    @Test
    void numbersBelowOneAreNotProcessed() {
        assertThat(link.receive(0)).isFalse();
        assertThat(link.receive(-1)).isFalse();
    }

    @Test
    void whatComesOutOfOrderIsProcessedAtOnceAndAcknowledgedWhenTheGapCloses() {
        assertThat(link.receive(3)).isTrue();
        assertThat(link.receive(2)).isTrue();
        assertThat(link.processedUpTo()).isZero();
        assertThat(link.receive(3)).isFalse();
        assertThat(link.receive(1)).isTrue();
        assertThat(link.processedUpTo()).isEqualTo(3);
        assertThat(link.receive(2)).isFalse();
    }

    @Test
    void aNewStreamCarriesEverythingUnacknowledgedInOrder() {
        link.offer("a", 0, random);
        link.offer("b", 0, random);
        link.offer("c", 0, random);
        link.acknowledged(1);
        assertThat(link.resend(5, random)).containsExactly(new Numbered<>(2, "b"), new Numbered<>(3, "c"));
    }

    @Test
    void anAcknowledgementOfAllEndsRetransmission() {
        link.offer("a", 0, random);
        link.acknowledged(Long.MAX_VALUE);
        assertThat(link.hasUnacknowledged()).isFalse();
        assertThat(link.retransmit(Long.MAX_VALUE - 1, random)).isEmpty();
        assertThat(link.offer("b", 0, random)).isEqualTo(2);
    }

    @Test
    void knowsWhichMessagesWait() {
        link.offer("a", 0, random);
        assertThat(link.awaits("a")).isTrue();
        assertThat(link.awaits("b")).isFalse();
        link.acknowledged(1);
        assertThat(link.awaits("a")).isFalse();
    }

    @Test
    void aRestartedPeerNumbersFromOneAndGetsEverythingPendingFromOne() {
        link.offer("a", 0, random);
        link.offer("b", 0, random);
        link.acknowledged(1);
        link.receive(1);
        link.receive(2);
        link.receive(9);
        link.peerRestarted();
        assertThat(link.processedUpTo()).isZero();
        assertThat(link.receive(1)).isTrue();
        assertThat(link.receive(9)).isTrue();
        assertThat(link.resend(5, random)).containsExactly(new Numbered<>(1, "b"));
        assertThat(link.offer("c", 5, random)).isEqualTo(2);
    }
}
