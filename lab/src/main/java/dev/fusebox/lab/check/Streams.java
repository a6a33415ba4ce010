package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.FuseState;
import java.util.ArrayList;
import java.util.List;

/** The streams between members: which of them stand, what is wanted on them, and what is on its way. */
final class Streams {
    private final Library library;

    Streams(Library library) {
        this.library = library;
    }

    /** A stream stands: both are there, know each other as members, and neither takes the other for an earlier start. */
    boolean talks(World w, int i, int j) {
        return w.up[i]
                && w.up[j]
                && !w.cut[i][j]
                && library.facts(w, i).inForce()
                && library.facts(w, j).inForce()
                && (w.greeted[i][j] & 7) <= w.counter[j]
                && (w.greeted[j][i] & 7) <= w.counter[i];
    }

    boolean deliverable(World w, int from, int to) {
        return w.queue[from][to] != 0
                && w.up[to]
                && !w.cut[from][to]
                && library.facts(w, to).inForce();
    }

    /** A new start, an open question, an acknowledgement that is missing, a heartbeat whose digest differs. */
    boolean wantsToShow(World w, int i, int j) {
        if (!talks(w, i, j)) {
            return false;
        }
        BookFacts mine = library.facts(w, i);
        BookFacts its = library.facts(w, j);
        boolean unacknowledged = !mine.is(FuseState.BURNT) && (mine.acknowledged() >> j & 1) == 0;
        boolean digestDiffers =
                !its.inDoubt() && !mine.shown().get(j).equals(its.shown().get(i));
        return mine.inDoubt() || w.greeted[j][i] != w.session(i) || unacknowledged || digestDiffers;
    }

    /** Member i shows its epochs to j, with the question that is open. */
    void show(World w, int i, int j) {
        BookFacts facts = library.facts(w, i);
        send(w, i, j, library.show(w, i, j, facts.inDoubt() ? facts.nonce() : 0));
    }

    /** Over a stream that stands, else it is lost; the same again, right behind, says nothing new. */
    void send(World w, int i, int j, EpochsShown list) {
        if (!talks(w, i, j)) {
            return;
        }
        List<InFlight> queue = new ArrayList<>(library.queue(w, i, j));
        InFlight message = new InFlight(w.session(i), list);
        if (!queue.isEmpty() && queue.get(queue.size() - 1).equals(message)) {
            return;
        }
        queue.add(message);
        w.queue[i][j] = library.number(queue);
    }

    /** The oldest message from i to j is on its way no longer. */
    void takeFirst(World w, int i, int j) {
        List<InFlight> queue = library.queue(w, i, j);
        w.queue[i][j] = library.number(queue.subList(1, queue.size()));
    }

    /** A stream with a new start of the sender replaces the one before, and what was read of that is over. */
    void keepThisStart(World w, int sender, int receiver) {
        w.queue[sender][receiver] = library.number(library.queue(w, sender, receiver).stream()
                .filter(m -> m.session() == w.session(sender))
                .toList());
    }

    /** Messages on their way, of all members. */
    int onTheirWay(World w) {
        int messages = 0;
        for (int i = 0; i < w.members; i++) {
            for (int j = 0; j < w.members; j++) {
                messages += library.queue(w, i, j).size();
            }
        }
        return messages;
    }
}
