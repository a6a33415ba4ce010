package dev.fusebox.core.overlay;

import dev.fusebox.core.roster.MemberId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who watches whom while a new revision of the roster is on its way: the new graph, and beside it what the previous one gave an
 * observer to watch, until that observer acknowledged the new revision; it cannot know its new subjects before. Only members of the new
 * graph count.
 *
 * <p>As immutable as the predicate; each answer is a set in a fixed order that does not change.
 *
 * @param current the graph of the new revision
 * @param previous the graph before it
 * @param acknowledged who acknowledged the new revision
 */
public record RevisionOverlap(WatchGraph current, WatchGraph previous, Predicate<MemberId> acknowledged) {
    /** Who watches that member: by the new graph, then those who still do by the previous one. */
    public Set<MemberId> observersOf(MemberId subject) {
        Set<MemberId> now = current.observersOf(subject);
        if (current == previous || !current.contains(subject)) {
            return now;
        }
        Set<MemberId> observers = new LinkedHashSet<>(now);
        for (MemberId observer : previous.observersOf(subject)) {
            if (stillOnPrevious(observer)) {
                observers.add(observer);
            }
        }
        return Collections.unmodifiableSet(observers);
    }

    /** Whom that member watches: by the new graph, then whom it still does by the previous one. */
    public Set<MemberId> subjectsOf(MemberId observer) {
        Set<MemberId> now = current.subjectsOf(observer);
        if (current == previous || !stillOnPrevious(observer)) {
            return now;
        }
        Set<MemberId> subjects = new LinkedHashSet<>(now);
        for (MemberId subject : previous.subjectsOf(observer)) {
            if (current.contains(subject)) {
                subjects.add(subject);
            }
        }
        return Collections.unmodifiableSet(subjects);
    }

    private boolean stillOnPrevious(MemberId observer) {
        return current.contains(observer) && !acknowledged.test(observer);
    }
}
