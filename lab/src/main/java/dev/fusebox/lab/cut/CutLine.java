package dev.fusebox.lab.cut;

import dev.fusebox.core.roster.MemberId;
import java.util.Set;

/** One line of input. */
public sealed interface CutLine {
    /** Who watches the subject, from now on. */
    record Observers(MemberId subject, Set<MemberId> observers) implements CutLine {}

    /** The observer cannot reach the subject. */
    record Vote(MemberId observer, MemberId subject) implements CutLine {}

    /** The subject answered the observer. */
    record Vouch(MemberId observer, MemberId subject) implements CutLine {}

    /** The observer takes back what it said. */
    record Withdraw(MemberId observer, MemberId subject) implements CutLine {}

    /** It is that late now. */
    record Time(long nanos) implements CutLine {}
}
