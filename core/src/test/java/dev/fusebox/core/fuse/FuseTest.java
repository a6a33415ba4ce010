package dev.fusebox.core.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FuseTest {
    private static final GroupEpoch EPOCH = new GroupEpoch("g", 4);
    private static final Cause FIRST = Cause.of(Cause.Kind.SIGNAL, List.of(), new MemberId("a"), "first");
    private static final Cause SECOND = Cause.of(Cause.Kind.SIGNAL, List.of(), new MemberId("b"), "second");

    @Test
    void goesFromFormingOverIntactToBurntAndEachStepIsNewsOnce() {
        Fuse fuse = Fuse.forming(EPOCH);
        assertThat(fuse.state()).isEqualTo(FuseState.FORMING);
        assertThat(fuse.cause()).isEmpty();
        assertThat(fuse.intact()).isTrue();
        assertThat(fuse.intact()).isFalse();
        assertThat(fuse.state()).isEqualTo(FuseState.INTACT);
        assertThat(fuse.burn(FIRST)).isTrue();
        assertThat(fuse.isBurnt()).isTrue();
        assertThat(fuse.cause()).contains(FIRST);
    }

    @Test
    void burntIsFinalAndKeepsItsFirstCause() {
        Fuse fuse = Fuse.forming(EPOCH);
        assertThat(fuse.burn(FIRST))
                .as("a fuse that is still forming burns, too")
                .isTrue();
        assertThat(fuse.burn(SECOND)).isFalse();
        assertThat(fuse.intact()).isFalse();
        assertThat(fuse.state()).isEqualTo(FuseState.BURNT);
        assertThat(fuse.cause()).contains(FIRST);
    }

    @Test
    void whatWasKeptOnDiskGoesOnWhereItWas() {
        Fuse burnt = Fuse.kept(EPOCH, FuseState.BURNT, Optional.of(FIRST));
        assertThat(burnt.burn(SECOND)).isFalse();
        assertThat(burnt.cause()).contains(FIRST);
        Fuse intact = Fuse.kept(EPOCH, FuseState.INTACT, Optional.empty());
        assertThat(intact.intact()).isFalse();
        assertThat(intact.burn(SECOND)).isTrue();
        assertThat(intact.groupEpoch()).isEqualTo(EPOCH);
    }
}
