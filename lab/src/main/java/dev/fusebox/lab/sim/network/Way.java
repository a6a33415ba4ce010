package dev.fusebox.lab.sim.network;

/** What one direction between two members does to messages, beyond what the scenario says of all of them. Asked in the order of time. */
public interface Way {
    /** Nothing. */
    Way PLAIN = new Way() {
        @Override
        public boolean loses(long nowNanos) {
            return false;
        }

        @Override
        public long addsNanos(long nowNanos) {
            return 0;
        }
    };

    /** Whether what is sent now is lost. */
    boolean loses(long nowNanos);

    /** By how much later it arrives. */
    long addsNanos(long nowNanos);

    /** Which way it is from one member to another. */
    @FunctionalInterface
    interface Map {
        /** Called once for each direction. */
        Way between(int from, int to);
    }
}
