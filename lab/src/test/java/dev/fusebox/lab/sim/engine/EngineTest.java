package dev.fusebox.lab.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
    private enum Kind {
        A,
        B
    }

    @Test
    void events_come_by_time_and_at_one_time_in_the_order_of_their_scheduling() {
        EventQueue<Kind> queue = new EventQueue<>(Kind.class);
        RandomStream random = new RandomStream(1, 2, Purpose.FAULT);
        record Planned(long at, int number) {}
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Planned next = new Planned(random.nextInt(300), i);
            planned.add(next);
            queue.add(next.at, Kind.A, i, 0, 0, "content " + i);
        }
        planned.sort(Comparator.comparingLong(Planned::at));

        for (Planned expected : planned) {
            assertThat(queue.next(Long.MAX_VALUE)).isTrue();
            assertThat(queue.atNanos()).isEqualTo(expected.at);
            assertThat(queue.target()).isEqualTo(expected.number);
            assertThat(queue.content()).isEqualTo("content " + expected.number);
        }
        assertThat(queue.next(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void an_event_tells_all_it_was_given_and_nothing_comes_before_now_or_after_the_end() {
        EventQueue<Kind> queue = new EventQueue<>(Kind.class);
        queue.add(50, Kind.B, 1, 2, 3, "x");
        assertThat(queue.next(49)).isFalse();
        assertThat(queue.next(50)).isTrue();
        assertThat(queue.kind()).isEqualTo(Kind.B);
        assertThat(queue.other()).isEqualTo(2);
        assertThat(queue.number()).isEqualTo(3);

        queue.add(10, Kind.A, 4, 0, 0);

        assertThat(queue.next(Long.MAX_VALUE)).isTrue();
        assertThat(queue.atNanos()).isEqualTo(50);
        assertThat(queue.size()).isZero();
    }

    @Test
    void one_more_draw_in_one_stream_shifts_no_other() {
        RandomStream disturbed = new RandomStream(7, 1, Purpose.MEMBER);
        RandomStream one = new RandomStream(7, 2, Purpose.MEMBER);
        disturbed.nextLong();
        long first = one.nextLong();
        disturbed.nextLong();
        disturbed.nextLong();
        long second = one.nextLong();

        RandomStream alone = new RandomStream(7, 2, Purpose.MEMBER);
        assertThat(List.of(first, second)).containsExactly(alone.nextLong(), alone.nextLong());
    }

    @Test
    void seeds_entities_and_purposes_have_streams_of_their_own() {
        assertThat(List.of(
                        new RandomStream(7, 1, Purpose.MEMBER).nextLong(),
                        new RandomStream(8, 1, Purpose.MEMBER).nextLong(),
                        new RandomStream(7, 2, Purpose.MEMBER).nextLong(),
                        new RandomStream(7, 1, Purpose.LOSS).nextLong(),
                        new RandomStream(7, RandomStream.pair(0, 1), Purpose.LOSS).nextLong(),
                        new RandomStream(7, RandomStream.pair(1, 0), Purpose.LOSS).nextLong()))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_cannot_happen_and_what_must_draw_nothing() {
        RandomStream stream = new RandomStream(7, 1, Purpose.LOSS);
        assertThat(stream.happens(0)).isFalse();
        assertThat(stream.happens(1)).isTrue();
        assertThat(stream.nextLong()).isEqualTo(new RandomStream(7, 1, Purpose.LOSS).nextLong());
    }

    @Test
    void a_clock_runs_at_its_rate_from_where_it_started() {
        LocalClock clock = new LocalClock(1_000);
        assertThat(clock.local(500)).isEqualTo(1_500);
        clock.runAt(1.05, 1_000);
        assertThat(clock.local(1_000)).isEqualTo(2_000);
        assertThat(clock.local(2_000)).isEqualTo(3_050);
        assertThat(clock.local(clock.world(2_777))).isGreaterThanOrEqualTo(2_777);
        assertThat(clock.local(clock.world(2_777) - 1)).isLessThan(2_777);
        assertThat(clock.world(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_hash_depends_on_every_word_and_on_their_order() {
        assertThat(List.of(hash(1, 2), hash(2, 1), hash(1, 3), hash(1), hash(1, 2, 0)))
                .doesNotHaveDuplicates();
        assertThat(hash(1, 2)).isEqualTo(hash(1, 2)).hasSize(16);
    }

    private static String hash(long... words) {
        EventHash hash = new EventHash();
        for (long word : words) {
            hash.add(word);
        }
        return hash.hex();
    }
}
