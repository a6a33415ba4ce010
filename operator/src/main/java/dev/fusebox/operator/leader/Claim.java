package dev.fusebox.operator.leader;

/**
 * What stands in the Lease.
 *
 * @param holder who holds it; empty if it was released
 * @param address host:port at which the holder takes agents
 * @param term how often it changed hands: the number of the holder
 * @param version changes with each write
 */
record Claim(String holder, String address, long term, String version) {
    boolean released() {
        return holder.isEmpty();
    }
}
