package dev.fusebox.agent;

/** Something about the call is wrong; the message is one line that says what to do. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
