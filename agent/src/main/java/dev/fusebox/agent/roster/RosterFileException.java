package dev.fusebox.agent.roster;

/** A roster file that cannot be used; the message is one line that names file, line and reason. */
public final class RosterFileException extends Exception {
    private static final long serialVersionUID = 1;

    RosterFileException(String message) {
        super(message);
    }
}
