package dev.fusebox.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fusebox.core.detect.HeartbeatPath.Send;
import dev.fusebox.core.roster.MemberId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeartbeatPathTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");
    private static final MemberId D = new MemberId("d");
    private static final MemberId STRANGER = new MemberId("x");

    /** The member under test: a, with neighbours b and c. */
    private final HeartbeatPath a = path(3);

    private static HeartbeatPath path(int length) {
        return new HeartbeatPath(A, ordered(A, B, C, D), ordered(B, C), length);
    }

    private static Set<MemberId> ordered(MemberId... members) {
        return new LinkedHashSet<>(List.of(members));
    }

    private static PathHeartbeat through(MemberId... path) {
        return new PathHeartbeat(List.of(path));
    }

    @Test
    void eachRoundANewHeartbeatGoesToEachNeighbour() {
        assertThat(a.round()).containsExactly(new Send(B, through(A)), new Send(C, through(A)));
    }

    @Test
    void aReceiptRaisesTheCounterOfEveryoneOnThePath() {
        a.receive(B, through(D, B));
        a.receive(B, through(B));
        assertThat(Stream.of(B, C, D).map(a::counter)).containsExactly(2L, 0L, 1L);
    }

    @Test
    void itGoesOnToTheNeighboursThatAreNotOnItsPath() {
        assertThat(a.receive(B, through(D, B))).containsExactly(new Send(C, through(D, B, A)));
        assertThat(a.receive(C, through(B, C))).isEmpty();
    }

    @Test
    void aPathEndsAtItsLongest() {
        assertThat(path(1).receive(B, through(B))).isEmpty();
        assertThat(path(2).receive(B, through(B))).hasSize(1);
        assertThat(path(2).receive(B, through(D, B))).isEmpty();
    }

    @Test
    void whatHasBeenHereOrComesFromAnotherIsDropped() {
        for (PathHeartbeat bad : List.of(through(A, B), through(B, C), through(STRANGER, B))) {
            assertThat(a.receive(B, bad)).isEmpty();
        }
        assertThat(a.counter(B)).isZero();
    }

    @Test
    void theLevelIsOwnRoundsSinceTheCounterGrew() {
        a.round();
        a.receive(B, through(B));
        a.round();
        a.round();
        assertThat(a.level(B)).isEqualTo(2);
        assertThat(a.level(D)).isEqualTo(3);
        a.receive(B, through(D, B));
        assertThat(a.level(D)).isZero();
        for (int i = 0; i < 1_000; i++) {
            a.round();
        }
        assertThat(a.level(D)).isEqualTo(Detector.MAX_LEVEL);
        assertThat(a.level(STRANGER)).isEqualTo(Detector.MAX_LEVEL);
    }

    @Test
    void aBrokenLinkIsBridgedByAnotherPath() {
        HeartbeatPath d = new HeartbeatPath(D, ordered(A, B, C, D), ordered(B, C), 2);
        HeartbeatPath b = new HeartbeatPath(B, ordered(A, B, C, D), ordered(A, D), 2);
        for (int i = 0; i < 10; i++) {
            a.round();
            d.round().stream()
                    .filter(s -> s.to().equals(B))
                    .flatMap(s -> b.receive(D, s.heartbeat()).stream())
                    .filter(s -> s.to().equals(A))
                    .forEach(s -> a.receive(B, s.heartbeat()));
        }
        assertThat(a.level(D)).isZero();
        assertThat(a.level(C)).isEqualTo(10);
    }

    @Test
    void newMembersBeginAtZeroAndThoseThatStayKeepTheirCounters() {
        a.receive(B, through(B));
        a.round();
        a.revise(ordered(A, B, STRANGER), ordered(B, STRANGER));
        assertThat(a.counter(B)).isEqualTo(1);
        assertThat(a.level(STRANGER)).isZero();
        assertThat(a.level(C)).isEqualTo(Detector.MAX_LEVEL);
        assertThat(a.round()).extracting(Send::to).containsExactly(B, STRANGER);
    }

    @Test
    void aNeighbourThatIsNoMemberGetsNothing() {
        a.revise(ordered(A, B), ordered(B, C));
        assertThat(a.round()).extracting(Send::to).containsExactly(B);
    }

    @Test
    void pathsOfNoMembersOrTooManyOrWithOneTwiceAreRefused() {
        assertThatThrownBy(() -> through()).hasMessage("a path has 1 to 16 members, not 0");
        assertThatThrownBy(() -> through(B, C, B)).hasMessage("a path names no member twice");
        assertThatThrownBy(() -> path(0)).hasMessage("maxPathLength must be 1 to 16 members, not 0");
        assertThatThrownBy(() -> path(17)).hasMessage("maxPathLength must be 1 to 16 members, not 17");
    }
}
