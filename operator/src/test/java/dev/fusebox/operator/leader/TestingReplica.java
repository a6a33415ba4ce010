package dev.fusebox.operator.leader;

import java.util.ArrayList;
import java.util.List;

/** One candidate on a clock of its own, and what it was told. */
final class TestingReplica implements LeadershipListener {
    final List<String> told = new ArrayList<>();
    final Leadership leadership;
    final Candidate candidate;
    long nowNanos;

    TestingReplica(String name, LeaseStore store, long startNanos) {
        nowNanos = startNanos;
        leadership = new Leadership(() -> nowNanos);
        candidate = new Candidate(store, name, name + ":7443", leadership, this, () -> nowNanos);
    }

    void passes(double seconds) {
        nowNanos += (long) (seconds * 1e9);
    }

    @Override
    public void leading(long term) {
        told.add("leading " + term);
    }

    @Override
    public void suspended() {
        told.add("suspended");
    }

    @Override
    public void resumed() {
        told.add("resumed");
    }

    @Override
    public void following() {
        told.add("following");
    }
}
