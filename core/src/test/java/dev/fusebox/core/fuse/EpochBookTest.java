package dev.fusebox.core.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.roster.DetectionSettings;
import dev.fusebox.core.roster.Fate;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import dev.fusebox.core.roster.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One member's fuses, one input at a time. */
class EpochBookTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");
    private static final GroupEpoch FIRST = new GroupEpoch("g", 1);
    private static final Session ONE = new Session(1, 1);
    private static final Session TWO = new Session(2, 2);
    private static final Cause SIGNAL = Cause.of(Cause.Kind.SIGNAL, List.of(A), A, "test");
    private static final Cause HEARD = Cause.of(Cause.Kind.SIGNAL, List.of(B), B, "heard");

    private final EpochBook book = new EpochBook(A);

    private static Roster roster(long epoch, long revision, Fate fate, MemberId... ids) {
        List<RosterMember> members = Stream.of(ids)
                .map(id -> new RosterMember(id, id.toString(), id + ":1", "node-" + id, "z", 1))
                .toList();
        return new Roster(new GroupEpoch("g", epoch), revision, members, DetectionSettings.DEFAULTS, fate, false);
    }

    private static Roster roster(long epoch) {
        return roster(epoch, 1, Fate.NOTIFY, A, B, C);
    }

    private static EpochsShown list(GroupEpoch... epochs) {
        return list(false, 0, false, epochs);
    }

    private static EpochsShown list(boolean unsure, long nonce, boolean kept, GroupEpoch... epochs) {
        return new EpochsShown(
                Stream.of(epochs).map(e -> new ShownEpoch(e, 1, kept)).toList(), false, unsure, nonce);
    }

    private EpochBook intact() {
        book.rosterReceived(roster(1), 0);
        book.shown(B, ONE, list(FIRST), 0);
        book.shown(C, ONE, list(FIRST), 0);
        book.form(FIRST, false, 0);
        assertThat(state()).isEqualTo(FuseState.INTACT);
        return book;
    }

    private FuseState state() {
        return book.page("g").orElseThrow().state();
    }

    private static List<Class<?>> kinds(List<FuseEffect> effects) {
        return effects.stream().<Class<?>>map(Object::getClass).toList();
    }

    // ---- rosters ----

    @Test
    void aRosterIsInForceThenKeptThenAcknowledgedThenShown() {
        assertThat(kinds(book.rosterReceived(roster(1), 0)))
                .containsExactly(
                        FuseEffect.InForce.class,
                        FuseEffect.Persist.class,
                        FuseEffect.TellAcknowledged.class,
                        FuseEffect.ShowAround.class);
        assertThat(book.shownTo(B)).containsExactly(new ShownEpoch(FIRST, 1, false));
    }

    @Test
    void aLaterEpochBurnsTheOneBefore() {
        intact();
        List<FuseEffect> effects = book.rosterReceived(roster(2), 0);
        assertThat(effects)
                .anyMatch(e -> e instanceof FuseEffect.TellBurnt told
                        && told.groupEpoch().equals(FIRST));
        assertThat(book.page(new GroupEpoch("g", 2)).orElseThrow().state()).isEqualTo(FuseState.FORMING);
        assertThat(book.hasTombstone(FIRST)).isTrue();
    }

    @Test
    void aBurntEpochIsNeverAcceptedAgain() {
        intact();
        book.burn(FIRST, SIGNAL, 0);
        book.groupRemoved("g");
        assertThat(book.rosterReceived(roster(1, 7, Fate.NOTIFY, A, B), 0))
                .containsExactly(new FuseEffect.Refused(FuseEffect.Refused.Reason.WRONG_EPOCH));
        assertThat(book.page("g")).isEmpty();
    }

    @Test
    void anOldRosterIsRefused() {
        book.rosterReceived(roster(2), 0);
        assertThat(book.rosterReceived(roster(1), 0))
                .containsExactly(new FuseEffect.Refused(FuseEffect.Refused.Reason.STALE));
    }

    @Test
    void whoIsTakenOutShowsTheEpochForAWhileSoThatNobodyTakesItsAbsenceForABurn() {
        intact();
        assertThat(kinds(book.rosterReceived(roster(1, 2, Fate.NOTIFY, B, C), 0)))
                .containsExactly(FuseEffect.Retired.class, FuseEffect.Persist.class);
        assertThat(book.shownTo(B)).extracting(ShownEpoch::groupEpoch).containsExactly(FIRST);
        book.forgetRetired("g");
        assertThat(book.shownTo(B)).isEmpty();
    }

    // ---- forming ----

    @Test
    void isIntactOnceEveryoneHasAcknowledgedWhoeverSaidSo() {
        book.rosterReceived(roster(1), 0);
        book.shown(B, ONE, list(FIRST), 0);
        assertThat(book.form(FIRST, false, 0)).isEmpty();
        book.acknowledged(FIRST, new MemberId("x"));
        assertThat(book.form(FIRST, false, 0)).isEmpty();
        book.acknowledged(FIRST, C);
        assertThat(kinds(book.form(FIRST, false, 0)))
                .containsExactly(FuseEffect.Persist.class, FuseEffect.TellIntact.class);
        assertThat(book.form(FIRST, true, 0)).isEmpty();
    }

    @Test
    void burnsIfItCannotFormInTimeEvenWithoutAFate() {
        book.rosterReceived(roster(1, 1, Fate.NONE, A, B, C), 0);
        book.acknowledged(FIRST, B);
        book.form(FIRST, true, 0);
        assertThat(book.page(FIRST).orElseThrow().cause().orElseThrow().subjects())
                .containsExactly(C);
    }

    @Test
    void nobodyWaitsForWhoLeft() {
        book.rosterReceived(roster(1), 0);
        book.acknowledged(FIRST, B);
        assertThat(book.left(FIRST, C)).isTrue();
        assertThat(book.left(FIRST, C)).isFalse();
        book.form(FIRST, false, 0);
        assertThat(state()).isEqualTo(FuseState.INTACT);
    }

    // ---- burning ----

    @Test
    void aBurnIsKeptThenToldThenPassedOnAndOnce() {
        intact();
        List<FuseEffect> effects = book.burn(FIRST, SIGNAL, 0);
        assertThat(effects)
                .containsExactly(
                        new FuseEffect.Persist(new KeptEpochs(
                                List.of(new KeptEpochs.KeptEpoch(roster(1), FuseState.BURNT, Optional.of(SIGNAL))),
                                List.of(FIRST))),
                        new FuseEffect.TellBurnt(FIRST, SIGNAL),
                        new FuseEffect.PassOn(FIRST, SIGNAL));
        assertThat(book.burn(FIRST, HEARD, 0)).isEmpty();
        assertThat(book.burnHeard(B, FIRST, HEARD, 0)).isEmpty();
        assertThat(book.page(FIRST).orElseThrow().cause()).contains(SIGNAL);
    }

    @Test
    void aBurnThatIsHeardBurnsAndIsPassedOn() {
        intact();
        assertThat(book.burnHeard(B, FIRST, HEARD, 0)).endsWith(new FuseEffect.PassOn(FIRST, HEARD));
    }

    @Test
    void aBurnFromAStrangerOrOfAnotherEpochBurnsNothing() {
        intact();
        assertThat(book.burnHeard(new MemberId("x"), FIRST, HEARD, 0))
                .containsExactly(new FuseEffect.Refused(FuseEffect.Refused.Reason.STRANGER));
        assertThat(book.burnHeard(B, new GroupEpoch("g", 2), HEARD, 0))
                .containsExactly(new FuseEffect.Refused(FuseEffect.Refused.Reason.WRONG_EPOCH));
        assertThat(book.burnHeard(B, new GroupEpoch("h", 1), HEARD, 0))
                .containsExactly(new FuseEffect.Refused(FuseEffect.Refused.Reason.UNKNOWN_GROUP));
        assertThat(state()).isEqualTo(FuseState.INTACT);
    }

    @Test
    void withoutAFateNoVerdictBurns() {
        book.rosterReceived(roster(1, 1, Fate.NONE, A, B, C), 0);
        assertThat(book.burn(FIRST, SIGNAL, 0)).isEmpty();
    }

    @Test
    void aBurntEpochIsShownToNobodyAndWhoShowsItIsAnsweredWithTheBurn() {
        intact();
        long before = book.digestFor(B);
        book.burn(FIRST, SIGNAL, 0);
        assertThat(book.shownTo(B)).isEmpty();
        assertThat(book.digestFor(B)).isNotEqualTo(before);
        assertThat(book.shown(B, ONE, list(FIRST), 0)).containsExactly(new FuseEffect.Answer(B, FIRST, SIGNAL));
        book.groupRemoved("g");
        assertThat(book.shown(B, ONE, list(FIRST), 0))
                .as("a tombstone answers, too")
                .singleElement()
                .matches(e -> e instanceof FuseEffect.Answer a && a.cause().kind() == Cause.Kind.TOMBSTONE);
    }

    // ---- what a peer's list means ----

    @Test
    void anEpochThatAPeerShowedAndLacksNowIsBurnt() {
        intact();
        assertThat(kinds(book.shown(B, ONE, list(), 0))).contains(FuseEffect.TellBurnt.class);
    }

    @Test
    void anEpochThatAPeerHasNeverShownIsForming() {
        book.rosterReceived(roster(1), 0);
        assertThat(book.shown(B, ONE, list(), 0)).isEmpty();
        assertThat(state()).isEqualTo(FuseState.FORMING);
    }

    @Test
    void anEpochShownInAnotherSessionIsBurntUnlessItWasKept() {
        intact();
        book.shown(B, TWO, list(false, 0, true, FIRST), 0);
        assertThat(state()).isEqualTo(FuseState.INTACT);
        book.shown(C, TWO, list(FIRST), 0);
        assertThat(state()).isEqualTo(FuseState.BURNT);
    }

    @Test
    void aPeerThatLeftMayForgetTheEpoch() {
        intact();
        book.left(FIRST, B);
        assertThat(book.shown(B, ONE, list(), 0)).isEmpty();
    }

    @Test
    void aListIsAnsweredWithTheOwnUnderTheSameNonceIfThatIsWanted() {
        intact();
        EpochsShown question = new EpochsShown(List.of(new ShownEpoch(FIRST, 1, false)), true, true, 99);
        assertThat(book.shown(B, ONE, question, 0))
                .containsExactly(
                        new FuseEffect.Believed(B, new ShownEpoch(FIRST, 1, false)),
                        new FuseEffect.Show(
                                B, new EpochsShown(List.of(new ShownEpoch(FIRST, 1, false)), false, false, 99)));
    }

    @Test
    void whatAPeerShowedIsForgottenWithThePeer() {
        intact();
        book.retainPeers(Set.of(C));
        assertThat(book.shown(B, ONE, list(), 0)).isEmpty();
    }

    // ---- restart and stall ----

    @Test
    void afterAStallEverythingIsInDoubtUntilAPeerConfirmsIt() {
        intact();
        book.stalled(() -> 7);
        assertThat(book.inDoubt()).isTrue();
        assertThat(book.show(B, true, 7).list().unsure()).isTrue();
        book.shown(B, ONE, list(false, 6, false, FIRST), 0);
        assertThat(book.inDoubt()).isTrue();
        book.shown(B, ONE, list(false, 7, false, FIRST), 0);
        assertThat(book.inDoubt()).isFalse();
    }

    @Test
    void ifEveryoneStalledEveryoneMustSaySo() {
        intact();
        book.stalled(() -> 7);
        book.shown(B, ONE, list(true, 7, false, FIRST), 0);
        book.settle(FIRST, List.of(B, C), false);
        assertThat(book.inDoubt()).isTrue();
        book.settle(FIRST, List.of(B, C), true);
        assertThat(book.inDoubt()).isFalse();
    }

    @Test
    void aRestartWithKeptStateIsInDoubtAndSaysThatItKnewTheEpoch() {
        EpochBook again = new EpochBook(A);
        again.restored(intact().kept(), () -> 7, 0);
        assertThat(again.inDoubt()).isTrue();
        assertThat(again.shownTo(B)).containsExactly(new ShownEpoch(FIRST, 1, true));
    }

    @Test
    void aRestartAfterABurnIsNotToldAgain() {
        intact().burn(FIRST, SIGNAL, 0);
        EpochBook again = new EpochBook(A);
        again.restored(book.kept(), () -> 7, 0);
        assertThat(again.inDoubt()).isFalse();
        assertThat(again.burnHeard(B, FIRST, HEARD, 0)).isEmpty();
        assertThat(again.page(FIRST).orElseThrow().cause()).contains(SIGNAL);
    }

    @Test
    void aKeptEpochThatWasFormingIsNotIntactWhileInDoubt() {
        book.rosterReceived(roster(1), 0);
        EpochBook again = new EpochBook(A);
        again.restored(book.kept(), () -> 7, 0);
        again.acknowledged(FIRST, B);
        again.acknowledged(FIRST, C);
        assertThat(again.form(FIRST, false, 0)).isEmpty();
        again.shown(B, ONE, list(false, 7, false, FIRST), 0);
        assertThat(kinds(again.form(FIRST, false, 0))).contains(FuseEffect.TellIntact.class);
    }

    // ---- it is a value ----

    @Test
    void aCopyIsEqualAndIndependent() {
        intact();
        EpochBook copy = book.copy();
        assertThat(copy).isEqualTo(book).hasSameHashCodeAs(book);
        copy.stalled(() -> 7);
        assertThat(copy).isNotEqualTo(book);
        copy = book.copy();
        copy.shown(B, TWO, list(false, 0, true, FIRST), 0);
        assertThat(copy).isNotEqualTo(book);
        copy = book.copy();
        copy.burn(FIRST, SIGNAL, 0);
        assertThat(copy).isNotEqualTo(book);
        assertThat(state()).isEqualTo(FuseState.INTACT);
    }

    @Test
    void aJoinerThatCannotFormIsMissedByTheOthersAndBurnsNothing() {
        List<RosterMember> members = Stream.of(A, B, C)
                .map(id -> new RosterMember(id, id.toString(), id + ":1", "node-" + id, "z", id.equals(A) ? 2 : 1))
                .toList();
        book.rosterReceived(new Roster(FIRST, 2, members, DetectionSettings.DEFAULTS, Fate.NOTIFY, false), 0);
        assertThat(book.form(FIRST, true, 0)).isEmpty();
        assertThat(state()).isEqualTo(FuseState.FORMING);
    }

    @Test
    void tombstonesSurviveARestart() {
        book.restored(new KeptEpochs(List.of(), List.of(FIRST)), () -> 1, 0);
        assertThat(book.hasTombstone(FIRST)).isTrue();
        assertThat(book.rosterReceived(roster(1), 0))
                .containsExactly(new FuseEffect.Refused(FuseEffect.Refused.Reason.WRONG_EPOCH));
    }
}
