package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochsShown;

/** What one member shows another, on its way, with the start of the sender as {@link World#session} names it. */
record InFlight(int session, EpochsShown list) {
    /** Which life of the sender; each restart begins one. */
    int life() {
        return session >> 3;
    }

    /** The boot counter of the sender, which begins anew when its disk is lost. */
    int counter() {
        return session & 7;
    }
}
