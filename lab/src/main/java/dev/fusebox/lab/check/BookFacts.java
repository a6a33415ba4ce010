package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochPage;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.fuse.ShownEpoch;
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
 * @param tombstones bit e - 1: that epoch burnt here
 * @param causeKnown whether somebody who asks late is told why, if it is burnt
 */
record BookFacts(
        int epoch,
        Optional<FuseState> state,
        boolean inDoubt,
        long nonce,
        int acknowledged,
        List<Integer> shown,
        int tombstones,
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
            shown[j] = mask(rules.show(book, Groups.member(j), false, 0).epochs());
        }
        int tombstones = 0;
        for (int e = 1; e <= bounds.epochs(); e++) {
            tombstones |= book.hasTombstone(Groups.epoch(e)) ? 1 << (e - 1) : 0;
        }
        return new BookFacts(
                page.map(p -> (int) p.groupEpoch().epoch()).orElse(0),
                page.map(EpochPage::state),
                book.inDoubt(),
                page.map(p -> p.doubt().nonce()).orElse(0L),
                acknowledged,
                List.of(shown),
                tombstones,
                page.flatMap(EpochPage::cause).isPresent());
    }

    static int mask(List<ShownEpoch> epochs) {
        int mask = 0;
        for (ShownEpoch epoch : epochs) {
            mask |= 1 << (epoch.groupEpoch().epoch() - 1);
        }
        return mask;
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

    boolean hasTombstone(int burnt) {
        return (tombstones >> (burnt - 1) & 1) != 0;
    }
}
