package dev.fusebox.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.fuse.KeptEpochs;
import dev.fusebox.core.fuse.ShownEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Books that get one rule wrong: the checker finds each of them out. */
class WrongBooksTest {
    private static final Bounds TWO_FAULTS = Bounds.of(3, true, 2);

    /** The right book, to be got wrong in one place. */
    private abstract static class AlmostRight implements BookRules {
        private final BookRules right = new RealBook(Groups.rosters(TWO_FAULTS));

        @Override
        public EpochBook empty(MemberId self) {
            return right.empty(self);
        }

        @Override
        public Outcome apply(MemberId self, EpochBook before, BookInput input) {
            return right.apply(self, before, input);
        }

        @Override
        public EpochsShown show(EpochBook book, MemberId to, boolean reply, long nonce) {
            return right.show(book, to, reply, nonce);
        }
    }

    private static Findings.Violation found(BookRules wrong) {
        return found(wrong, TWO_FAULTS);
    }

    private static Findings.Violation found(BookRules wrong, Bounds bounds) {
        return new Search(new FuseModel(bounds, wrong), 3_000_000, states -> {})
                .run()
                .violation()
                .orElseThrow();
    }

    private static EpochsShown shows(EpochsShown list, boolean kept) {
        List<ShownEpoch> first = List.of(new ShownEpoch(Groups.epoch(1), 1, kept));
        return list.epochs().isEmpty() ? new EpochsShown(first, list.reply(), list.unsure(), list.nonce()) : list;
    }

    @Test
    void tellingBeforeTheDiskKnows() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                Outcome outcome = super.apply(self, before, input);
                List<FuseEffect> effects = new ArrayList<>(outcome.effects());
                effects.sort(
                        (a, b) -> Boolean.compare(a instanceof FuseEffect.Persist, b instanceof FuseEffect.Persist));
                return new Outcome(outcome.after(), effects);
            }
        };
        Findings.Violation violation = found(wrong);
        assertThat(violation.rule()).isEqualTo("told before the disk knew");
        assertThat(violation.trace()).hasSize(1);
    }

    @Test
    void returningFromASignalBeforeTheDiskKnows() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                return input instanceof BookInput.Burn
                        ? new Outcome(super.apply(self, before, input).after(), List.of())
                        : super.apply(self, before, input);
            }
        };
        assertThat(found(wrong).rule()).isEqualTo("signal returned before the disk knew");
    }

    @Test
    void passingABurnOnBeforeTheDiskKnows() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                Outcome outcome = super.apply(self, before, input);
                List<FuseEffect> effects = new ArrayList<>(outcome.effects());
                effects.sort((a, b) -> Boolean.compare(b instanceof FuseEffect.PassOn, a instanceof FuseEffect.PassOn));
                return new Outcome(outcome.after(), effects);
            }
        };
        assertThat(found(wrong).rule()).isEqualTo("passed on before the disk knew");
    }

    @Test
    void showingABurntEpoch() {
        BookRules wrong = new AlmostRight() {
            @Override
            public EpochsShown show(EpochBook book, MemberId to, boolean reply, long nonce) {
                return shows(super.show(book, to, reply, nonce), false);
            }
        };
        assertThat(found(wrong).rule()).isEqualTo("shows an epoch after it was told of its burn");
    }

    @Test
    void takingAnEpochThatAPeerNoLongerShowsForOneItStillHas() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                return super.apply(
                        self,
                        before,
                        input instanceof BookInput.Shown shown
                                ? new BookInput.Shown(shown.from(), shown.session(), shows(shown.list(), true))
                                : input);
            }
        };
        assertThat(found(wrong).rule())
                .isIn("somebody is never told", "says that all is well, having slept while all others were told");
    }

    @Test
    void takingAnotherLifeOfAPeerForTheSame() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                return super.apply(
                        self,
                        before,
                        input instanceof BookInput.Shown shown
                                ? new BookInput.Shown(shown.from(), new Session(1, 1), shown.list())
                                : input);
            }
        };
        assertThat(found(wrong, Bounds.of(3, true, 1)).rule()).isEqualTo("somebody is never told");
    }

    @Test
    void believingAnAnswerThatWasOnItsWayBeforeTheQuestion() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                return super.apply(
                        self,
                        before,
                        input instanceof BookInput.Shown shown
                                ? new BookInput.Shown(shown.from(), shown.session(), answering(before, shown.list()))
                                : input);
            }
        };
        Bounds bounds = new Bounds(3, 1, true, 3, 0, 1, 1, 0, 1, 0, 1);
        assertThat(found(wrong, bounds).rule())
                .isEqualTo("says that all is well, having slept while all others were told");
    }

    private static EpochsShown answering(EpochBook book, EpochsShown list) {
        long nonce = book.page(Groups.NAME).map(p -> p.doubt().nonce()).orElse(0L);
        return new EpochsShown(list.epochs(), list.reply(), list.unsure(), nonce);
    }

    @Test
    void forgettingTombstones() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                return input instanceof BookInput.GroupRemoved
                        ? new Outcome(
                                empty(self), super.apply(self, before, input).effects())
                        : super.apply(self, before, input);
            }
        };
        assertThat(found(wrong).rule()).isEqualTo("an epoch that burnt is in force again");
    }

    @Test
    void restoringABurntEpochAsIntact() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                return super.apply(
                        self,
                        before,
                        input instanceof BookInput.Restarted start
                                ? new BookInput.Restarted(asIntact(start.kept()), start.nonce())
                                : input);
            }
        };
        assertThat(found(wrong).rule()).isEqualTo("an epoch that burnt is in force again");
    }

    private static KeptEpochs asIntact(KeptEpochs kept) {
        return new KeptEpochs(
                kept.epochs().stream()
                        .map(k -> new KeptEpochs.KeptEpoch(k.roster(), FuseState.INTACT, Optional.empty()))
                        .toList(),
                List.of());
    }

    @Test
    void burningForNoReasonButAStall() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                return super.apply(self, before, input instanceof BookInput.Stalled ? new BookInput.Burn(1) : input);
            }
        };
        assertThat(found(wrong).rule()).isEqualTo("burnt without a cause");
    }

    @Test
    void tellingTwice() {
        BookRules wrong = new AlmostRight() {
            @Override
            public Outcome apply(MemberId self, EpochBook before, BookInput input) {
                Outcome outcome = super.apply(self, before, input);
                List<FuseEffect> effects = new ArrayList<>(outcome.effects());
                outcome.effects().stream()
                        .filter(FuseEffect.TellBurnt.class::isInstance)
                        .forEach(effects::add);
                return new Outcome(outcome.after(), effects);
            }
        };
        assertThat(found(wrong).rule()).isEqualTo("told twice");
    }
}
