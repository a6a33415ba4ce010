package dev.fusebox.lab.sim.watch;

import dev.fusebox.core.roster.MemberId;

/** Members have names for the protocol and numbers for the simulator. */
public final class Names {
    private Names() {}

    /** The number in mN. */
    public static int number(MemberId member) {
        return Integer.parseInt(member.value(), 1, member.value().length(), 10);
    }

    /** mN. */
    public static String name(int member) {
        return "m" + member;
    }
}
