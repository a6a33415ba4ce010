package dev.fusebox.core.member;

import static dev.fusebox.core.member.VirtualGroup.m;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Message.Heartbeat;
import dev.fusebox.core.roster.MemberId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** After a verdict the rings skip that member: those that remain are watched as well as before. */
class RingsAfterVerdictTest {
    @Test
    void whoeverWasWatchedByTheDeadIsWatchedByAnother() {
        VirtualGroup group = new VirtualGroup(12, 12, 3).formed();
        group.kill(3);
        group.run(5_000);
        Map<MemberId, Set<MemberId>> observers = new TreeMap<>();
        group.onSend((at, from, to, message) -> {
            if (message instanceof Heartbeat) {
                observers.computeIfAbsent(from, f -> new TreeSet<>()).add(to);
            }
        });
        group.run(1_000);
        for (int i = 0; i < 12; i++) {
            if (i != 3) {
                assertThat(observers.get(m(i)))
                        .as("observers of m%d", i)
                        .hasSizeGreaterThanOrEqualTo(5)
                        .doesNotContain(m(3));
            }
        }
    }
}
