package dev.fusebox.agent.roster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a roster file: {@code {"group","epoch","fate","detection","members":[{"id","address","node"}]}}. */
public final class RosterFile {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RosterFile() {}

    /**
     * The roster in that file.
     *
     * @param self must be one of its members
     * @throws RosterFileException one line that names file, line and reason
     */
    public static Roster read(Path file, MemberId self) throws RosterFileException {
        String content = content(file);
        RosterFields fields = new RosterFields();
        try (JsonParser json = JSON.createParser(content)) {
            json.nextToken();
            fields.read(json);
            if (json.nextToken() != null) {
                throw StrictObject.wrong(json, "text behind the end of the object");
            }
        } catch (JsonEOFException early) {
            throw at(file, early.getLocation().getLineNr(), "it ends in the middle");
        } catch (JsonParseException broken) {
            throw at(file, broken.getLocation().getLineNr(), firstLine(broken.getOriginalMessage()));
        } catch (StrictObject.WrongException wrong) {
            throw at(file, wrong.line(), String.valueOf(wrong.getMessage()));
        } catch (IOException failure) {
            throw at(file, 1, "cannot be read: " + failure.getMessage());
        }
        return roster(file, fields, self);
    }

    private static Roster roster(Path file, RosterFields fields, MemberId self) throws RosterFileException {
        Roster roster;
        try {
            roster = fields.roster();
        } catch (IllegalArgumentException wrong) {
            throw at(file, fields.membersLine(), String.valueOf(wrong.getMessage()));
        }
        if (roster.member(self).isEmpty()) {
            throw at(file, fields.membersLine(), "no member has the id \"" + self + "\" that --self names");
        }
        return roster;
    }

    private static String content(Path file) throws RosterFileException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw at(file, 1, "larger than 1 MiB");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new RosterFileException(file + ": no such file");
        } catch (AccessDeniedException denied) {
            throw new RosterFileException(file + ": permission denied");
        } catch (MalformedInputException notText) {
            throw at(file, 1, "not UTF-8 text");
        } catch (IOException failure) {
            throw new RosterFileException(file + ": cannot be read: " + failure.getMessage());
        }
    }

    private static RosterFileException at(Path file, int line, String reason) {
        return new RosterFileException(file + ":" + line + ": " + reason);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not JSON");
    }
}
