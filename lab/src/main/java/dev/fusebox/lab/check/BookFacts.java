package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochPage;
import dev.fusebox.core.fuse.FuseState;
import java.util.List;
import java.util.Optional;

/**
 * What the checker wants to know of a book, read once.
 *
 * @param epoch in force; 0 if none
 * @param state of its fuse; empty if none is in force
 * @param inDoubt whether anything is
 * @param nonce of the question that is open
 * @param acknowledged bit j: member j has acknowledged
 * @param shown by peer: bit e - 1 if epoch e is shown to it
 * @param causeKnown whether somebody who asks late is told why, if it is burnt
 */
record BookFacts(
        int epoch,
        Optional<FuseState> state,
        boolean inDoubt,
        long nonce,
        int acknowledged,
        List<Integer> shown,
        boolean causeKnown) {
    BookFacts {
        shown = List.copyOf(shown);
    }

    static BookFacts of(EpochBook book, BookRules rules, Bounds bounds) {
        Optional<EpochPage> page = book.page(Groups.NAME);
        int acknowledged = 0;
        Integer[] shown = new Integer[bounds.members()];
        for (int j = 0; j < bounds.members(); j++) {
            int peer = j;
            acknowledged |=
                    page.filter(p -> p.hasAcknowledged(Groups.member(peer))).isPresent() ? 1 << j : 0;
            shown[j] =
                    EpochBits.shown(rules.show(book, Groups.member(j), false, 0).epochs());
        }
        return new BookFacts(
                page.map(p -> (int) p.groupEpoch().epoch()).orElse(0),
                page.map(EpochPage::state),
                book.inDoubt(),
                page.map(p -> p.doubt().nonce()).orElse(0L),
                acknowledged,
                List.of(shown),
                page.flatMap(EpochPage::cause).isPresent());
    }

    boolean inForce() {
        return epoch > 0;
    }

    boolean is(FuseState wanted) {
        return state.filter(wanted::equals).isPresent();
    }

    /** Whether that epoch is in force and not burnt. */
    boolean holds(int wanted) {
        return epoch == wanted && !is(FuseState.BURNT);
    }
}
