package dev.fusebox.agent.roster;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads one JSON object key by key, refuses keys that are not expected, and knows the line of everything. */
final class StrictObject {
    private final JsonParser json;
    private final String what;
    private final Map<String, Field> fields = new HashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    /** Reads the value of one key; the parser stands on its first token. */
    interface Field {
        void read(JsonParser json) throws IOException, WrongException;
    }

    interface Text {
        void is(String value);
    }

    interface Number {
        void is(int value);
    }

    /** Something in the file is wrong, at that line. */
    static final class WrongException extends Exception {
        private static final long serialVersionUID = 1;
        private final int line;

        WrongException(JsonLocation where, String reason) {
            super(reason);
            this.line = where.getLineNr();
        }

        int line() {
            return line;
        }
    }

    /** An object; {@code what} names it in messages. */
    StrictObject(JsonParser json, String what) {
        this.json = json;
        this.what = what;
    }

    StrictObject field(String key, Field field) {
        fields.put(key, field);
        return this;
    }

    StrictObject text(String key, Text text) {
        return field(key, parser -> text.is(text(parser, key)));
    }

    StrictObject number(String key, Number number) {
        return field(key, parser -> number.is(number(parser, key)));
    }

    StrictObject required(String... keys) {
        required.addAll(Set.of(keys));
        return this;
    }

    /** Reads it; the parser stands on its opening brace before, and on its closing one after. */
    void read() throws IOException, WrongException {
        expect(json.currentToken() == JsonToken.START_OBJECT, what + " must be an object");
        JsonLocation start = json.currentTokenLocation();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            Field field = fields.get(key);
            if (field == null) {
                throw wrong(json, "unknown key \"" + key + "\" in " + what);
            }
            required.remove(key);
            json.nextToken();
            field.read(json);
        }
        if (!required.isEmpty()) {
            throw new WrongException(
                    start,
                    what + " has no \"" + required.stream().sorted().findFirst().orElseThrow() + "\"");
        }
    }

    /** Reads each element of an array of at most so many. */
    static void array(JsonParser json, String what, int max, Field element) throws IOException, WrongException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(json, what + " must be an array");
        }
        for (int count = 0; json.nextToken() != JsonToken.END_ARRAY; count++) {
            if (count == max) {
                throw wrong(json, what + " has more than " + max + " entries");
            }
            element.read(json);
        }
    }

    static WrongException wrong(JsonParser json, String reason) {
        return new WrongException(json.currentTokenLocation(), reason);
    }

    private void expect(boolean holds, String reason) throws WrongException {
        if (!holds) {
            throw wrong(json, reason);
        }
    }

    private static String text(JsonParser json, String key) throws IOException, WrongException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(json, key + " must be a text in quotes");
        }
        return json.getText();
    }

    private static int number(JsonParser json, String key) throws IOException, WrongException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(json, key + " must be a whole number");
        }
        try {
            return json.getIntValue();
        } catch (com.fasterxml.jackson.core.exc.InputCoercionException tooLarge) {
            throw wrong(json, key + " is too large");
        }
    }
}
