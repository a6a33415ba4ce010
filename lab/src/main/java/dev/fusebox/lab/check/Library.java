package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.fuse.KeptEpochs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a {@link World} names by a number: books, disks, and what is on its way. Each book is read once, and asked once about
 * each input. Not thread-safe.
 */
final class Library {
    private final Bounds bounds;
    private final BookRules rules;
    private final Interner<EpochBook> books = new Interner<>();
    private final Interner<KeptEpochs> disks = new Interner<>();
    private final Interner<List<InFlight>> queues = new Interner<>();
    private final Map<Asked, Answer> answers = new HashMap<>();
    private final List<BookFacts> facts = new ArrayList<>();

    private record Asked(int member, int book, BookInput input) {}

    /** What an input makes of a book, by its number, and what is to be done. */
    record Answer(char book, List<FuseEffect> effects) {}

    Library(Bounds bounds, BookRules rules) {
        this.bounds = bounds;
        this.rules = rules;
        queues.number(List.of());
    }

    /** Gives a member the book and the disk of one that knows nothing. */
    void provide(World w, int i) {
        EpochBook empty = rules.empty(Groups.member(i));
        w.book[i] = number(empty);
        w.disk[i] = number(empty.kept());
    }

    /** What is known of member i's book. */
    BookFacts facts(World w, int i) {
        return facts.get(w.book[i]);
    }

    KeptEpochs disk(World w, int i) {
        return disks.value(w.disk[i]);
    }

    /** Epochs that are burnt on member i's disk. */
    int burntOnDisk(World w, int i) {
        return EpochBits.burnt(disk(w, i));
    }

    /** Messages on their way from i to j, oldest first. */
    List<InFlight> queue(World w, int i, int j) {
        return queues.value(w.queue[i][j]);
    }

    Answer ask(World w, int i, BookInput input) {
        return answers.computeIfAbsent(new Asked(i, w.book[i], input), asked -> {
            BookRules.Outcome outcome = rules.apply(Groups.member(i), books.value(asked.book()), input);
            return new Answer(number(outcome.after()), outcome.effects());
        });
    }

    /** What member i shows to j now. */
    EpochsShown show(World w, int i, int j, long nonce) {
        return rules.show(books.value(w.book[i]), Groups.member(j), true, nonce);
    }

    char number(KeptEpochs kept) {
        return disks.number(kept);
    }

    char number(List<InFlight> queue) {
        return queues.number(List.copyOf(queue));
    }

    private char number(EpochBook book) {
        char number = books.number(book);
        if (number == facts.size()) {
            facts.add(BookFacts.of(book, rules, bounds));
        }
        return number;
    }
}
