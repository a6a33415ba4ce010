package dev.fusebox.lab.cut;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import dev.fusebox.lab.InputLines;
import java.io.Reader;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads lines of votes, one at a time. Times do not fall. A vote names a subject whose observers are known, and an observer that some
 * earlier line named. Empty lines, and lines that begin with {@code #}, are passed over.
 */
public final class CutReader {
    private static final String EXPECTED =
            "'observers SUBJECT O1,O2,...', 'vote|vouch|withdraw O SUBJECT' or 'time MILLIS'";

    private final InputLines lines;
    private final Set<MemberId> subjects = new TreeSet<>();
    private final Set<MemberId> known = new TreeSet<>();
    private long lastMillis;

    /**
     * A reader that has read nothing.
     *
     * @param name of the file, for messages
     */
    public CutReader(Reader in, String name) {
        this.lines = new InputLines(in, name);
    }

    /** The next line, or none at the end. */
    public Optional<CutLine> next() {
        return lines.next().map(this::parse);
    }

    private CutLine parse(String text) {
        String[] words = text.split("\\s+", -1);
        return switch (words[0] + "/" + (words.length - 1)) {
            case "observers/2" -> observers(words[1], words[2]);
            case "vote/2" -> new CutLine.Vote(observer(words[1]), subject(words[2]));
            case "vouch/2" -> new CutLine.Vouch(observer(words[1]), subject(words[2]));
            case "withdraw/2" -> new CutLine.Withdraw(observer(words[1]), subject(words[2]));
            case "time/1" -> time(words[1]);
            default -> throw lines.wrong("expected " + EXPECTED + ", not " + InputLines.quoted(text));
        };
    }

    private CutLine observers(String subjectName, String names) {
        MemberId subject = member(subjectName);
        Set<MemberId> observers = new LinkedHashSet<>();
        for (String observerName : names.split(",", -1)) {
            MemberId observer = member(observerName);
            if (observer.equals(subject)) {
                throw lines.wrong("expected observers of " + subject + " other than itself");
            }
            if (!observers.add(observer)) {
                throw lines.wrong("expected each observer of " + subject + " once, not " + observer + " twice");
            }
        }
        subjects.add(subject);
        known.add(subject);
        known.addAll(observers);
        return new CutLine.Observers(subject, observers);
    }

    private MemberId subject(String word) {
        MemberId subject = member(word);
        if (!subjects.contains(subject)) {
            throw lines.wrong("expected a subject of an 'observers' line above, not " + subject);
        }
        return subject;
    }

    private MemberId observer(String word) {
        MemberId observer = member(word);
        if (!known.contains(observer)) {
            throw lines.wrong("expected an observer named in an 'observers' line above, not " + observer);
        }
        return observer;
    }

    private MemberId member(String word) {
        if (word.isEmpty() || word.length() > MemberId.MAX_LENGTH || word.contains(",")) {
            throw lines.wrong("expected a member's name of 1 to " + MemberId.MAX_LENGTH
                    + " characters without a comma, not " + InputLines.quoted(word));
        }
        return new MemberId(word);
    }

    private CutLine time(String word) {
        if (!word.matches("\\d{1,13}") || Long.parseLong(word) > InputLines.MAX_MILLIS) {
            throw lines.wrong("expected a time in whole milliseconds, 0 to " + InputLines.MAX_MILLIS + ", not "
                    + InputLines.quoted(word));
        }
        long millis = Long.parseLong(word);
        if (millis < lastMillis) {
            throw lines.falls(Long.toString(lastMillis), Long.toString(millis));
        }
        lastMillis = millis;
        return new CutLine.Time(Nanos.ofMillis(millis));
    }
}
