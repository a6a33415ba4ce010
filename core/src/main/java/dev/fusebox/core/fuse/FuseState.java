package dev.fusebox.core.fuse;

/** {@code FORMING -> INTACT -> BURNT}; a fuse that cannot form burns as well. Burnt is final. */
public enum FuseState {
    /** Not every member has acknowledged the roster yet. */
    FORMING,
    /** Everyone watches everyone; the promise holds. */
    INTACT,
    /** Told, once; never heals. The group re-forms under the next epoch. */
    BURNT
}
