package dev.fusebox.lab.check;

/**
 * A system whose states can be explored. States are arrays of a fixed width, equal when their contents are. Steps that the world may
 * take but need not (a message lost, a crash) are faults: what must happen in the end is judged without them.
 */
interface Model {
    /** How many chars a state has. */
    int width();

    /** The one state that everything begins with. */
    char[] initial();

    /** Names every step that is possible in that state, and every rule that taking it would break. */
    void expand(char[] state, Steps steps);

    /** Whether something must still happen in that state: no run may stay for ever among such states. */
    boolean unsettled(char[] state);

    /**
     * Which steps the system cannot put off for ever in that state, as bits of {@link #obligation}; a step that stays owed is taken
     * (weak fairness).
     */
    long owed(char[] state);

    /** The bit of that step in {@link #owed}, or 0 if it is never owed. */
    long obligation(int step);

    /** Whether that step is a fault. */
    boolean isFault(int step);

    /** The step and what it led to, in one line for people. */
    String describe(int step, char[] after);

    /** Takes what {@link #expand} finds. */
    interface Steps {
        /** A step is possible. The array is the callee's from now on. */
        void step(int step, char[] next);

        /** Taking that step breaks a rule, and leads to that state. */
        void broken(int step, char[] next, String rule);
    }
}
