package dev.fusebox.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.link.ReliableLink.Numbered;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
            Optional<Numbered<Integer>> taken = sender.offer(payload, now, random);
            taken.ifPresent(this::put);
            return taken.isPresent();
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
                if (receiver.receive(message.sequence(), message.floor())) {
                    processed.add(message.payload());
                }
                acks.add(receiver.processedUpTo());
            }
            Collections.shuffle(acks, random);
            acks.removeIf(ack -> {
                boolean arrives = random.nextBoolean();
                if (arrives && random.nextDouble() >= loss) {
                    sender.acknowledged(ack, now, random);
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
            Numbered<Integer> message =
                    wire.sender.offer(i, wire.now, wire.random).orElseThrow();
            assertThat(wire.receiver.receive(message.sequence(), message.floor()))
                    .isTrue();
            wire.sender.acknowledged(wire.receiver.processedUpTo(), wire.now, wire.random);
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
            assertThat(link.retransmit(next, random)).containsExactly(new Numbered<>(1, 1, "burn"));
            now = next;
        }
    }

    @Test
    void whoAcknowledgesSlowlyGetsNothingTwice() {
        link.offer("first", 0, random);
        for (int i = 1; i < 200; i++) {
            long now = i * 90 * MS;
            link.offer("next", now, random);
            assertThat(link.retransmit(now, random)).isEmpty();
            link.acknowledged(i, now, random);
        }
    }

    @Test
    void anAcknowledgementShortensWaitsThatHadGrown() {
        link.offer("first", 0, random);
        link.offer("second", 0, random);
        long now = 0;
        for (int i = 0; i < 8; i++) {
            now = link.retransmitAtNanos();
            link.retransmit(now, random);
        }
        link.acknowledged(1, now, random);
        assertThat(link.retransmitAtNanos() - now).isBetween(100 * MS, 200 * MS + 1);
    }

    @Test
    void anAcknowledgementOfNothingNewDoesNotShortenTheWaits() {
        link.offer("burn", 0, random);
        long longest = 0;
        long now = 0;
        for (int i = 0; i < 20; i++) {
            link.acknowledged(0, 0, random);
            long next = link.retransmitAtNanos();
            longest = Math.max(longest, next - now);
            link.retransmit(next, random);
            now = next;
        }
        assertThat(longest).isGreaterThan(1_000 * MS);
    }

    @Test
    void aFullWindowRefusesAndTakesAgainAfterAnAcknowledgement() {
        for (int i = 1; i <= ReliableLink.WINDOW; i++) {
            assertThat(link.offer("m" + i, 0, random)).contains(new Numbered<>(i, 1, "m" + i));
        }
        assertThat(link.offer("one too many", 0, random)).isEmpty();
        link.acknowledged(1, 0, random);
        assertThat(link.offer("fits", 0, random)).contains(new Numbered<>(ReliableLink.WINDOW + 1, 2, "fits"));
    }

    @Test
    void theReceiverHoldsNoMoreThanASpan() {
        assertThat(link.receive(ReliableLink.SPAN, 0)).isTrue();
        assertThat(link.receive(ReliableLink.SPAN + 1, 0)).isFalse();
        assertThat(link.receive(Long.MAX_VALUE, 0)).isFalse();
        assertThat(link.processedUpTo()).isZero();
        assertThat(link.receive(1, 0)).isTrue();
        assertThat(link.receive(ReliableLink.SPAN + 1, 0)).isTrue();
    }

    @Test
    void aNewerMessageOnATopicTakesTheOldersPlace() {
        link.offer("burn", 0, random);
        link.offer("vote 1", Optional.of("x"), 0, random);
        link.offer("other", Optional.of("y"), 0, random);
        assertThat(link.offer("vote 2", Optional.of("x"), 0, random)).contains(new Numbered<>(4, 1, "vote 2"));
        assertThat(link.resend(0, random))
                .containsExactly(
                        new Numbered<>(1, 1, "burn"), new Numbered<>(3, 1, "other"), new Numbered<>(4, 1, "vote 2"));
    }

    @Test
    void theGapOfAReplacedMessageHoldsUpNoAcknowledgement() {
        ReliableLink<String> receiver = new ReliableLink<>();
        link.offer("vote 1", Optional.of("x"), 0, random);
        Numbered<String> second =
                link.offer("vote 2", Optional.of("x"), 0, random).orElseThrow();
        assertThat(receiver.receive(second.sequence(), second.floor())).isTrue();
        assertThat(receiver.processedUpTo()).isEqualTo(2);
        link.acknowledged(receiver.processedUpTo(), 0, random);
        assertThat(link.hasUnacknowledged()).isFalse();
    }

    @Test
    void aFloorAboveTheMessageItselfIsNotBelieved() {
        assertThat(link.receive(3, 900)).isTrue();
        assertThat(link.processedUpTo()).isZero();
    }

    @Test
    void inAFullWindowTheOldestWithATopicMakesRoomForTheNewest() {
        link.offer("burn", 0, random);
        for (int i = 2; i <= ReliableLink.WINDOW; i++) {
            link.offer("vote " + i, Optional.of(i), 0, random);
        }
        assertThat(link.offer("newest", 0, random)).isPresent();
        assertThat(link.awaits("burn")).isTrue();
        assertThat(link.awaits("vote 2")).isFalse();
        assertThat(link.waiting()).isEqualTo(ReliableLink.WINDOW);
    }

    @Test
    void numbersBelowOneAreNotProcessed() {
        assertThat(link.receive(0, 0)).isFalse();
        assertThat(link.receive(-1, 0)).isFalse();
    }

    @Test
    void whatComesOutOfOrderIsProcessedAtOnceAndAcknowledgedWhenTheGapCloses() {
        assertThat(link.receive(3, 0)).isTrue();
        assertThat(link.receive(2, 0)).isTrue();
        assertThat(link.processedUpTo()).isZero();
        assertThat(link.receive(3, 0)).isFalse();
        assertThat(link.receive(1, 0)).isTrue();
        assertThat(link.processedUpTo()).isEqualTo(3);
        assertThat(link.receive(2, 0)).isFalse();
    }

    @Test
    void aNewStreamCarriesEverythingUnacknowledgedInOrder() {
        link.offer("a", 0, random);
        link.offer("b", 0, random);
        link.offer("c", 0, random);
        link.acknowledged(1, 0, random);
        assertThat(link.resend(5, random)).containsExactly(new Numbered<>(2, 2, "b"), new Numbered<>(3, 2, "c"));
    }

    @Test
    void anAcknowledgementOfAllEndsRetransmission() {
        link.offer("a", 0, random);
        link.acknowledged(Long.MAX_VALUE, 0, random);
        assertThat(link.hasUnacknowledged()).isFalse();
        assertThat(link.retransmit(Long.MAX_VALUE - 1, random)).isEmpty();
        assertThat(link.offer("b", 0, random).orElseThrow().sequence()).isEqualTo(2);
    }

    @Test
    void knowsWhichMessagesWait() {
        link.offer("a", 0, random);
        assertThat(link.awaits("a")).isTrue();
        assertThat(link.awaits("b")).isFalse();
        link.acknowledged(1, 0, random);
        assertThat(link.awaits("a")).isFalse();
    }

    @Test
    void aRestartedPeerNumbersFromOneAndGetsEverythingPendingFromOne() {
        link.offer("a", 0, random);
        link.offer("b", 0, random);
        link.acknowledged(1, 0, random);
        link.receive(1, 0);
        link.receive(2, 0);
        link.receive(9, 0);
        link.peerRestarted();
        assertThat(link.processedUpTo()).isZero();
        assertThat(link.receive(1, 0)).isTrue();
        assertThat(link.receive(9, 0)).isTrue();
        assertThat(link.resend(5, random)).containsExactly(new Numbered<>(1, 1, "b"));
        assertThat(link.offer("c", 5, random).orElseThrow().sequence()).isEqualTo(2);
    }

    @Test
    void anAcknowledgementOfNothingDoesNotShortenTheWait() {
        link.offer("burn", 0, random);
        long now = 0;
        for (int i = 0; i < 12; i++) {
            now = link.retransmitAtNanos();
            link.retransmit(now, random);
            link.acknowledged(0, 0, random);
        }
        long longest = 0;
        for (int i = 0; i < 20; i++) {
            longest = Math.max(longest, link.retransmitAtNanos() - now);
            now = link.retransmitAtNanos();
            link.retransmit(now, random);
            link.acknowledged(0, 0, random);
        }
        assertThat(longest).isGreaterThan(1_000 * MS);
    }
}
