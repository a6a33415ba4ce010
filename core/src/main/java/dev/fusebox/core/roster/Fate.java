package dev.fusebox.core.roster;

/** What a failure of one member means for the others. */
public enum Fate {
    /** Members are watched and verdicts shown; a fuse that has formed never burns. */
    NONE,
    /** The fuse burns and every application is told. */
    NOTIFY
}
