package dev.fusebox.lab.check;

/**
 * A step as a number: its kind, whose, with whom, about which epoch, and after how many effects the agent died meanwhile.
 *
 * @param done 0 if all effects were carried out, else the agent died after so many of them
 */
record Step(Kind kind, int member, int peer, int epoch, int done) {
    /** What can happen. */
    enum Kind {
        ROSTER("gets the roster of epoch %3$d", false),
        REMOVAL("loses the burnt group: the operator deleted it", true),
        SHOW("shows its epochs to %2$s", false),
        RENEWAL("shows its epochs to %2$s, the stream being new", true),
        DELIVERY("reads what %2$s shows", false),
        LOSS("never gets what %2$s showed", true),
        BURN("hears the burn of epoch %3$d from %2$s", false),
        FORM_TIMEOUT("waits no longer for the group to form", false),
        PATIENCE("waits no longer for those that say nothing", false),
        VERDICT("finds %2$s unreachable", false),
        ISOLATION("finds itself isolated", false),
        WAKE("has a timer fire", false),
        SIGNAL("is told by its application to burn epoch %3$d", true),
        STALL("wakes, having stood still", true),
        CRASH("dies", true),
        RESTART("starts again with what it kept", true),
        RESTART_LOST("starts again, and what it kept is lost", true),
        CUT("and %2$s lose their link", true),
        HEAL("and %2$s have their link back", true);

        private final String words;
        private final boolean fault;

        Kind(String words, boolean fault) {
            this.words = words;
            this.fault = fault;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    static Step of(Kind kind, int member, int peer, int epoch) {
        return new Step(kind, member, peer, epoch, 0);
    }

    Step diedAfter(int effects) {
        return new Step(kind, member, peer, epoch, effects);
    }

    int code() {
        return kind.ordinal() | member << 5 | peer << 8 | epoch << 11 | done << 13;
    }

    static Step of(int code) {
        return new Step(KINDS[code & 31], code >> 5 & 7, code >> 8 & 7, code >> 11 & 3, code >> 13);
    }

    boolean isFault() {
        return kind.fault || done > 0;
    }

    /** Bits 0 to 47: shows, deliveries and burns by pair; then four a kind, by member. */
    long obligation() {
        int pair = 4 * member + peer;
        return switch (kind) {
            case SHOW -> 1L << pair;
            case DELIVERY -> 1L << (16 + pair);
            case BURN -> 1L << (32 + pair);
            case FORM_TIMEOUT -> 1L << (48 + member);
            case PATIENCE -> 1L << (52 + member);
            case VERDICT, ISOLATION -> 1L << (56 + member);
            case WAKE -> 1L << (60 + member);
            case ROSTER, REMOVAL, RENEWAL, LOSS, SIGNAL, STALL, CRASH, RESTART, RESTART_LOST, CUT, HEAL -> 0;
        };
    }

    @Override
    public String toString() {
        String line = "m" + member + " " + String.format(kind.words, member, "m" + peer, epoch);
        return done == 0 ? line : line + ", and dies after " + done + (done == 1 ? " effect" : " effects");
    }
}
