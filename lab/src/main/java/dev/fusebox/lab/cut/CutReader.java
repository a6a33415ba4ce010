package dev.fusebox.lab.cut;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import dev.fusebox.lab.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
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
    private static final long MAX_MILLIS = 4_000_000_000_000L;
    private static final String EXPECTED =
            "'observers SUBJECT O1,O2,...', 'vote|vouch|withdraw O SUBJECT' or 'time MILLIS'";

    private final BufferedReader in;
    private final String name;
    private final Set<MemberId> subjects = new TreeSet<>();
    private final Set<MemberId> known = new TreeSet<>();
    private long line;
    private long lastMillis;

    /**
     * A reader that has read nothing.
     *
     * @param name of the file, for messages
     */
    public CutReader(Reader in, String name) {
        this.in = new BufferedReader(in);
        this.name = name;
    }

    /** The next line, or none at the end. */
    public Optional<CutLine> next() {
        try {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                String trimmed = text.strip();
                if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                    return Optional.of(parse(trimmed));
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            throw wrong("cannot be read: " + unreadable.getMessage());
        }
    }

    private CutLine parse(String text) {
        String[] words = text.split("\\s+", -1);
        return switch (words[0] + "/" + (words.length - 1)) {
            case "observers/2" -> observers(words[1], words[2]);
            case "vote/2" -> new CutLine.Vote(observer(words[1]), subject(words[2]));
            case "vouch/2" -> new CutLine.Vouch(observer(words[1]), subject(words[2]));
            case "withdraw/2" -> new CutLine.Withdraw(observer(words[1]), subject(words[2]));
            case "time/1" -> time(words[1]);
            default -> throw wrong("expected " + EXPECTED + ", not '" + shown(text) + "'");
        };
    }

    private CutLine observers(String subjectName, String names) {
        MemberId subject = member(subjectName);
        Set<MemberId> observers = new LinkedHashSet<>();
        for (String observerName : names.split(",", -1)) {
            MemberId observer = member(observerName);
            if (observer.equals(subject)) {
                throw wrong("expected observers of " + subject + " other than itself");
            }
            if (!observers.add(observer)) {
                throw wrong("expected each observer of " + subject + " once, not " + observer + " twice");
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
            throw wrong("expected a subject of an 'observers' line above, not " + subject);
        }
        return subject;
    }

    private MemberId observer(String word) {
        MemberId observer = member(word);
        if (!known.contains(observer)) {
            throw wrong("expected an observer named in an 'observers' line above, not " + observer);
        }
        return observer;
    }

    private MemberId member(String word) {
        if (word.isEmpty() || word.length() > MemberId.MAX_LENGTH || word.contains(",")) {
            throw wrong("expected a member's name of 1 to " + MemberId.MAX_LENGTH + " characters without a comma, not '"
                    + shown(word) + "'");
        }
        return new MemberId(word);
    }

    private CutLine time(String word) {
        if (!word.matches("\\d{1,13}") || Long.parseLong(word) > MAX_MILLIS) {
            throw wrong("expected a time in whole milliseconds, 0 to " + MAX_MILLIS + ", not '" + shown(word) + "'");
        }
        long millis = Long.parseLong(word);
        if (millis < lastMillis) {
            throw wrong("expected a time of at least " + lastMillis + " ms, which is that before, not " + millis);
        }
        lastMillis = millis;
        return new CutLine.Time(Nanos.ofMillis(millis));
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    private BadInput wrong(String message) {
        return new BadInput(name + ":" + line + ": " + message);
    }
}
