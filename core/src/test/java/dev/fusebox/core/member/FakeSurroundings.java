package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence.Statement;
import dev.fusebox.core.message.Evidence.Vote;
import dev.fusebox.core.message.Evidence.Withdrawal;
import dev.fusebox.core.probe.ProbeRound;
import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A fake of the group around a watch: an interval of 200 ms, rounds of 100 ms, one helper. It remembers what it was asked to do. */
final class FakeSurroundings implements SubjectWatch.Surroundings {
    static final MemberId HELPER = new MemberId("h");
    private static final long MS = 1_000_000L;

    final List<Statement> stated = new ArrayList<>();
    final List<Long> probes = new ArrayList<>();
    final List<Boolean> freshPaths = new ArrayList<>();
    final List<Long> roundTripsMillis = new ArrayList<>();
    final List<Long> roundStartsMillis = new ArrayList<>();
    boolean suspected;
    boolean voteStands;
    boolean convicted;
    Optional<Integer> weight = Optional.of(1);
    long nonces = 100;
    int wantedHelpers = 1;

    @Override
    public long intervalNanos() {
        return 200 * MS;
    }

    @Override
    public double threshold(long nowNanos) {
        return 8;
    }

    @Override
    public ProbeRound newRound(MemberId subject, boolean streamSuspect, long nowNanos) {
        roundStartsMillis.add(nowNanos / MS);
        return new ProbeRound(++nonces, nowNanos, 100 * MS, List.of(HELPER), wantedHelpers, streamSuspect);
    }

    @Override
    public void probe(MemberId subject, long nonce, boolean freshPath, long timeoutNanos) {
        probes.add(nonce);
        freshPaths.add(freshPath);
    }

    @Override
    public void ask(MemberId helper, MemberId subject, ProbeRound round, long nowNanos) {}

    @Override
    public void state(MemberId subject, Statement statement, long nowNanos) {
        stated.add(statement);
        suspected = statement instanceof Vote || (suspected && !(statement instanceof Withdrawal));
    }

    @Override
    public long nonce() {
        return ++nonces;
    }

    @Override
    public void linkChanged() {}

    @Override
    public boolean voteStands(MemberId subject, int weight) {
        return voteStands;
    }

    @Override
    public boolean suspectedByAnyone(MemberId subject) {
        return suspected;
    }

    @Override
    public boolean convicted(MemberId subject) {
        return convicted;
    }

    @Override
    public Optional<Integer> voteWeight(long nowNanos) {
        return weight;
    }

    @Override
    public void roundEnded(ProbeRound round, ProbeRound.Outcome outcome, long nowNanos) {}

    @Override
    public void roundTrip(MemberId subject, long nanos) {
        roundTripsMillis.add(nanos / MS);
    }
}
