package dev.fusebox.operator.health;

/** Something about a member that became different: told once, when it does. */
public sealed interface Happening {
    /** A vote about it stands, and no verdict. */
    record Suspected(String name) implements Happening {}

    /** A verdict about it fell. */
    record Failed(Case opened) implements Happening {}

    /** It is back in an intact group. */
    record Recovered(Case closed) implements Happening {}

    /** It left as planned. */
    record Left(String name) implements Happening {}
}
