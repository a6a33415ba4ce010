package dev.fusebox.lab.qos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.qos.conditions.Conditions;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.qos.metrics.Quality;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallNetworkTest {
    private static final long MS = 1_000_000L;
    private static final long MINUTE = 60_000 * MS;
    private static final int ROUNDS = 300;

    private static SmallNetwork network(NetworkSweep sweep, Conditions conditions) {
        return new SmallNetwork(sweep.parts(), conditions, 200 * MS, MINUTE, 7);
    }

    private static NetworkSweep path() {
        return NetworkSweep.all().getFirst();
    }

    private static NetworkSweep gossip() {
        return NetworkSweep.all().getLast();
    }

    @Test
    void gossipIsOneMessagePerMemberAndRoundAndPathsAreTwentyFive() {
        SmallNetwork gossiping = network(gossip(), Conditions.QUIET);
        gossiping.run(MINUTE);
        assertThat(gossiping.messages())
                .isBetween(SmallNetwork.MEMBERS * (ROUNDS - 5L), SmallNetwork.MEMBERS * (ROUNDS + 5L));
        SmallNetwork passing = network(path(), Conditions.QUIET);
        passing.run(MINUTE);
        assertThat(passing.messages())
                .isBetween(25L * SmallNetwork.MEMBERS * (ROUNDS - 5), 25L * SmallNetwork.MEMBERS * (ROUNDS + 5));
    }

    @Test
    void everybodyHearsOfEverybody() {
        for (NetworkSweep sweep : NetworkSweep.all()) {
            Growths growths = network(sweep, Conditions.QUIET).run(MINUTE);
            Quality calm = growths.quality(40, new DetectionTimes());
            assertThat(calm.mistakes()).isZero();
            assertThat(calm.hours() * 60)
                    .as("minutes watched by 240 pairs, without the first ten seconds")
                    .isBetween(170.0, 200.0);
        }
    }

    @Test
    void aCrashedMemberIsSuspectedByAllOthersAndNobodyElseIs() {
        for (NetworkSweep sweep : NetworkSweep.all()) {
            SmallNetwork network = network(sweep, Conditions.LOSSY);
            network.crash(3, MINUTE / 2);
            Growths growths = network.run(MINUTE);
            int threshold = (int) sweep.usual() * 2;
            IntStream.range(0, SmallNetwork.MEMBERS).filter(o -> o != 3).forEach(observer -> {
                assertThat(growths.suspectedNanos(observer, 3, threshold)).isBetween(MINUTE / 2, MINUTE);
                assertThat(growths.suspectedNanos(
                                observer, (observer + 5) % 16 == 3 ? 4 : (observer + 5) % 16, threshold))
                        .isEqualTo(Long.MAX_VALUE);
            });
        }
    }

    @Test
    void oneSeedIsOneRun() {
        for (NetworkSweep sweep : NetworkSweep.all()) {
            assertThat(sweep.over(Conditions.PAUSES, 200 * MS, MINUTE, 2, 3))
                    .isEqualTo(sweep.over(Conditions.PAUSES, 200 * MS, MINUTE, 2, 3))
                    .isNotEqualTo(sweep.over(Conditions.PAUSES, 200 * MS, MINUTE, 2, 4));
        }
    }
}
