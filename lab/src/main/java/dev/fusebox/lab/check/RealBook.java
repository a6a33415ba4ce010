package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochPage;
import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.fuse.KeptEpochs;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.RosterMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The book that the agent runs. Time stands still at 0: tombstones outlive every run, as they outlive every bound of the protocol. */
final class RealBook implements BookRules {
    private static final long NOW_NANOS = 0;

    /** Which cause it was changes nothing but what people read: one for all keeps the number of states down. */
    private static final Cause ANY_CAUSE = Cause.of(Cause.Kind.SIGNAL, List.of(), Groups.ANYBODY, "");

    private final List<Roster> rosters;

    RealBook(List<Roster> rosters) {
        this.rosters = List.copyOf(rosters);
    }

    @Override
    public EpochBook empty(MemberId self) {
        return new EpochBook(self);
    }

    @Override
    public Outcome apply(MemberId self, EpochBook before, BookInput input) {
        boolean starts = input instanceof BookInput.Restarted;
        EpochBook book = starts ? new EpochBook(self) : before.copy();
        List<FuseEffect> effects = new ArrayList<>(take(book, self, input));
        advance(book, self, effects);
        if (book.page(Groups.NAME).isEmpty()) {
            book.retainPeers(Set.of());
        }
        return new Outcome(
                book.copy(cause -> ANY_CAUSE),
                effects.stream().map(RealBook::withAnyCause).toList());
    }

    @Override
    public EpochsShown show(EpochBook book, MemberId to, boolean reply, long nonce) {
        return book.show(to, reply, nonce).list();
    }

    private List<FuseEffect> take(EpochBook book, MemberId self, BookInput input) {
        return switch (input) {
            case BookInput.RosterReceived roster -> book.rosterReceived(roster(roster.epoch()), NOW_NANOS);
            case BookInput.GroupRemoved removed -> book.groupRemoved(Groups.NAME);
            case BookInput.Shown shown -> book.shown(shown.from(), shown.session(), shown.list(), NOW_NANOS);
            case BookInput.BurnHeard burn ->
                book.burnHeard(burn.from(), Groups.epoch(burn.epoch()), ANY_CAUSE, NOW_NANOS);
            case BookInput.Burn burn -> book.burn(Groups.epoch(burn.epoch()), ANY_CAUSE, NOW_NANOS);
            case BookInput.FormTimeOver over -> book.form(Groups.epoch(over.epoch()), true, NOW_NANOS);
            case BookInput.PatienceOver over -> {
                book.settle(Groups.epoch(over.epoch()), others(self, over.epoch()), true);
                yield List.of();
            }
            case BookInput.Stalled stalled -> {
                book.stalled(stalled::nonce);
                yield List.of();
            }
            case BookInput.Restarted start -> {
                book.restored(start.kept(), start::nonce, NOW_NANOS);
                yield List.of(new FuseEffect.Persist(book.kept()));
            }
            case BookInput.Woken woken -> List.of();
        };
    }

    /** What a member does after each input. */
    private void advance(EpochBook book, MemberId self, List<FuseEffect> effects) {
        Optional<GroupEpoch> epoch = book.page(Groups.NAME).map(EpochPage::groupEpoch);
        epoch.ifPresent(e -> {
            effects.addAll(book.form(e, false, NOW_NANOS));
            book.settle(e, others(self, (int) e.epoch()), false);
        });
    }

    private static FuseEffect withAnyCause(FuseEffect effect) {
        if (!(effect instanceof FuseEffect.Persist persist)) {
            return effect;
        }
        List<KeptEpochs.KeptEpoch> epochs = persist.kept().epochs().stream()
                .map(k -> new KeptEpochs.KeptEpoch(
                        k.roster(), k.state(), k.cause().map(cause -> ANY_CAUSE)))
                .toList();
        return new FuseEffect.Persist(new KeptEpochs(epochs, persist.kept().tombstones()));
    }

    private Roster roster(int epoch) {
        return rosters.get(epoch - 1);
    }

    private List<MemberId> others(MemberId self, int epoch) {
        return roster(epoch).members().stream()
                .map(RosterMember::id)
                .filter(id -> !id.equals(self))
                .toList();
    }
}
