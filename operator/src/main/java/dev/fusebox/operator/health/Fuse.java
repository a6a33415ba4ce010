package dev.fusebox.operator.health;

/** The fuse of a group's current epoch, as the operator knows it. */
public enum Fuse {
    /** No epoch has begun, or all members of the last one left. */
    NONE,
    FORMING,
    INTACT,
    BURNT
}
