package dev.fusebox.lab;

/** Input that cannot be used; the message is one line for people: file, line, what was expected. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Because of this. */
    public BadInput(String message) {
        super(message);
    }
}
