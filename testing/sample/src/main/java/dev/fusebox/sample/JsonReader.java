package dev.fusebox.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259) by recursive descent, at most {@value #DEEPEST} levels deep. It exists only because
 * this sample shall show that the JDK is enough; programs with a JSON library use that.
 */
final class JsonReader {
    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException with the place, if it is not one well-formed JSON value
     */
    static Json read(String text) {
        JsonReader reader = new JsonReader(text);
        Json value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    private Json value(int depth) {
        space();
        if (depth > DEEPEST) {
            throw wrong("at most " + DEEPEST + " levels");
        }
        return switch (peek()) {
            case '{' -> fields(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Flag(true));
            case 'f' -> word("false", new Json.Flag(false));
            case 'n' -> word("null", new Json.Nothing());
            default -> number();
        };
    }

    private Json fields(int depth) {
        Map<String, Json> byName = new LinkedHashMap<>();
        at++;
        space();
        if (skip('}')) {
            return new Json.Fields(byName);
        }
        do {
            space();
            String name = string();
            space();
            expect(':');
            byName.put(name, value(depth + 1));
            space();
        } while (skip(','));
        expect('}');
        return new Json.Fields(byName);
    }

    private Json items(int depth) {
        List<Json> inOrder = new ArrayList<>();
        at++;
        space();
        if (skip(']')) {
            return new Json.Items(inOrder);
        }
        do {
            inOrder.add(value(depth + 1));
            space();
        } while (skip(','));
        expect(']');
        return new Json.Items(inOrder);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at++);
            value.append(next == '\\' ? escaped() : next);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape");
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw wrong("four hexadecimal digits");
        }
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0) {
                throw wrong("a hexadecimal digit");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private Json number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return new Json.Number(Double.parseDouble(text.substring(start, at)));
        } catch (NumberFormatException notOne) {
            at = start;
            throw wrong("a value");
        }
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The character here; the end of the text fits nowhere. */
    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private boolean skip(char expected) {
        boolean here = at < text.length() && text.charAt(at) == expected;
        at += here ? 1 : 0;
        return here;
    }

    private void expect(char expected) {
        if (!skip(expected)) {
            throw wrong("'" + expected + "'");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("not JSON: expected " + expected + " at character " + at);
    }
}
