package dev.fusebox.lab.sim.watch;

import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.roster.Roster;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.sim.scenario.Fault;

/** Sees what happens in a run, in its order. Members are numbers; times are the world's, in nanoseconds from the start. */
public interface Watcher {
    /** The operator made this roster. */
    default void rosterMade(long atNanos, Roster roster) {}

    /** A member's process started. */
    default void started(long atNanos, int member, Session session) {}

    /** A member's process ended. */
    default void stopped(long atNanos, int member) {}

    /** A frozen member goes on. */
    default void resumed(long atNanos, int member) {}

    /** A fault begins; one that blinks begins again and again. */
    default void faultBegan(long atNanos, Fault fault) {}

    /** A fault is over. */
    default void faultEnded(long atNanos, Fault fault) {}

    /** A member's application is told. */
    default void told(long atNanos, int member, Session session, Notice notice) {}

    /** A member shows its group. */
    default void viewed(long atNanos, int member, Session session, GroupView view) {}

    /** The run is over. */
    default void ended(long atNanos) {}

    /** Sees each message as well; costs more. */
    interface OfMessages extends Watcher {
        /** A member sends a message on a stream, whether it arrives or not. */
        void sent(long atNanos, int from, int to, Session session, Message message);

        /** A member takes a message from a stream. */
        default void received(long atNanos, int member, int from, Message message) {}

        /** So many inputs wait at a member that cannot take them. */
        default void waiting(long atNanos, int member, int inputs) {}

        /** A member woke up and did something; more than one thing at one time is one waking up. */
        default void woke(long atNanos, int member) {}
    }
}
