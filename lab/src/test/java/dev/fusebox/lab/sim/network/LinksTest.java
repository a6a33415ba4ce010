package dev.fusebox.lab.sim.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message;
import dev.fusebox.lab.sim.engine.EventKind;
import dev.fusebox.lab.sim.engine.EventQueue;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.scenario.NetworkSettings;
import dev.fusebox.lab.sim.scenario.NetworkSettings.Links;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final long MILLISECOND = 1_000_000L;

    private final EventQueue<EventKind> events = new EventQueue<>(EventKind.class);
    private final Impairments impairments = new Impairments(0);

    private record Arrival(long millis, long number) {}

    @Test
    void a_datagram_takes_delay_and_jitter_and_keeps_its_place() {
        Air air = air(settings(0, 0, 0));
        send(new DatagramLinks(air), air, 200);

        List<Arrival> arrivals = arrivals(new DatagramLinks(air), air);

        assertThat(arrivals).extracting(Arrival::number).isSorted().hasSize(200);
        assertThat(arrivals).extracting(Arrival::millis).allMatch(ms -> ms >= 10 && ms <= 15);
    }

    @Test
    void a_lost_datagram_is_gone() {
        impairments.begin(0, new Fault.Link(0, 1, true, false, 0.5));
        Air air = air(settings(0, 0, 0));
        send(new DatagramLinks(air), air, 1_000);

        assertThat(arrivals(new DatagramLinks(air), air)).hasSizeBetween(430, 570);
    }

    @Test
    void datagrams_are_doubled_and_overtaken_as_often_as_said() {
        Air air = air(settings(0, 0.2, 0.2));
        send(new DatagramLinks(air), air, 1_000);

        List<Arrival> arrivals = arrivals(new DatagramLinks(air), air);

        assertThat(arrivals).hasSizeBetween(1_150, 1_250);
        assertThat(arrivals.stream().map(Arrival::number).toList())
                .isNotEqualTo(arrivals.stream().map(Arrival::number).sorted().toList());
    }

    @Test
    void a_stream_loses_and_reorders_nothing_and_a_lost_segment_holds_up_what_follows() {
        impairments.begin(0, new Fault.Link(0, 1, true, false, 1));
        Air air = air(settings(0, 0, 0));
        StreamLinks streams = new StreamLinks(air);
        send(streams, air, 3);
        impairments.end(0);

        List<Arrival> arrivals = arrivals(streams, air);

        assertThat(arrivals).extracting(Arrival::number).containsExactly(0L, 1L, 2L);
        assertThat(arrivals).extracting(Arrival::millis).allMatch(ms -> ms >= 210 && ms <= 215);
    }

    @Test
    void a_stream_tries_again_after_200_ms_and_twice_as_long_each_time() {
        impairments.begin(0, new Fault.Link(0, 1, true, false, 1));
        Air air = air(settings(0, 0, 0));
        StreamLinks streams = new StreamLinks(air);
        send(streams, air, 1);
        List<Long> tries = new ArrayList<>();
        while (tries.size() < 4 && events.next(Long.MAX_VALUE)) {
            tries.add(events.atNanos() / MILLISECOND);
            streams.retransmit(air.link(0, 1), events.number());
        }

        assertThat(tries).containsExactly(200L, 600L, 1_400L, 3_000L);
    }

    @Test
    void a_stream_whose_acknowledgements_are_lost_falls_silent_as_well() {
        impairments.begin(0, new Fault.Link(0, 1, false, true, 1));
        Air air = air(settings(0, 0, 0));
        StreamLinks streams = new StreamLinks(air);
        Link link = air.link(0, 1);
        link.open(1);
        streams.send(link, new Message.Ack(0));
        events.add(250 * MILLISECOND, EventKind.OPERATOR, 0, 0, 0);
        List<Long> heard = new ArrayList<>();
        while (events.next(5_000 * MILLISECOND)) {
            switch (events.kind()) {
                case OPERATOR -> streams.send(link, new Message.Ack(1));
                case RETRANSMISSION -> streams.retransmit(link, events.number());
                default -> heard.add(((Message.Ack) events.content()).sequence());
            }
        }

        assertThat(heard).containsExactly(0L);
    }

    @Test
    void what_waits_on_a_stream_is_lost_with_its_connection() {
        impairments.begin(0, new Fault.Link(0, 1, true, false, 1));
        Air air = air(settings(0, 0, 0));
        StreamLinks streams = new StreamLinks(air);
        send(streams, air, 3);
        impairments.end(0);
        air.link(0, 1).close();

        assertThat(arrivals(streams, air)).isEmpty();
    }

    @Test
    void losses_multiply_and_end_with_their_faults() {
        impairments.begin(1, new Fault.Drop(List.of(1), true, 0.5, 0, 0));
        impairments.begin(2, new Fault.Drop(List.of(0), false, 0.5, 0, 0));
        impairments.begin(3, new Fault.Partition(List.of(List.of(0), List.of(2))));
        impairments.begin(4, new Fault.Delay(List.of(0), 7));

        assertThat(impairments.loss(0, 1)).isEqualTo(0.75);
        assertThat(impairments.loss(1, 0)).isZero();
        assertThat(impairments.loss(1, 2)).isEqualTo(1);
        assertThat(impairments.lateNanos(0)).isEqualTo(7);
        impairments.end(2);
        assertThat(impairments.loss(0, 1)).isEqualTo(0.5);
    }

    private void send(LinkModel links, Air air, int count) {
        air.link(0, 1).open(1);
        for (int i = 0; i < count; i++) {
            links.send(air.link(0, 1), new Message.Ack(i));
        }
    }

    private List<Arrival> arrivals(LinkModel links, Air air) {
        List<Arrival> arrivals = new ArrayList<>();
        while (events.next(60_000 * MILLISECOND)) {
            if (events.content() instanceof Message.Ack ack) {
                arrivals.add(new Arrival(events.atNanos() / MILLISECOND, ack.sequence()));
            } else {
                links.retransmit(air.link(events.target(), events.other()), events.number());
            }
        }
        return arrivals;
    }

    private Air air(NetworkSettings settings) {
        return new Air(events, settings, impairments, 3, 1);
    }

    private static NetworkSettings settings(double loss, double duplicate, double reorder) {
        return new NetworkSettings(10 * MILLISECOND, 5 * MILLISECOND, loss, duplicate, reorder, Links.DATAGRAM);
    }
}
