package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.roster.MemberId;
import java.util.List;

/** What a book of epochs makes of an input. There is one right answer, {@link RealBook}; tests give others, which must be found out. */
interface BookRules {
    /** What an input led to. */
    record Outcome(EpochBook after, List<FuseEffect> effects) {
        public Outcome {
            effects = List.copyOf(effects);
        }
    }

    /** The book of a member that knows nothing. */
    EpochBook empty(MemberId self);

    /** One input, and what the owner of a book does after each. The book before is left as it was. */
    Outcome apply(MemberId self, EpochBook before, BookInput input);

    /** What it shows to that peer. */
    EpochsShown show(EpochBook book, MemberId to, boolean reply, long nonce);
}
