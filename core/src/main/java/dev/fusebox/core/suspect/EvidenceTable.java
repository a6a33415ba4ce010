package dev.fusebox.core.suspect;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The newest statements of each observer about each subject, and the newest incarnation known of each subject, within one group epoch.
 * Bounded by members times observers. Not thread-safe.
 */
public final class EvidenceTable {
    /** How long a vouch counts. */
    public static final long VOUCH_LIFE_NANOS = Nanos.ofMillis(1_000);

    private final Map<MemberId, Account> accounts = new TreeMap<>();
    private final Set<MemberId> suspects = new TreeSet<>();
    private long changes;

    /** What became of a statement. */
    public enum Acceptance {
        /** It changes what is known. */
        NEWS,
        /** It is known, but had not come to be passed on. */
        FLOODED,
        /** It is known, or older than what is known. */
        STALE
    }

    /**
     * Takes a statement. A vouch brings the subject's incarnation with it: its proof must have been checked.
     *
     * @return whether it is news: an older or repeated one changes nothing
     */
    public Acceptance accept(Evidence evidence, long nowNanos) {
        Account account = accounts.computeIfAbsent(evidence.subject(), s -> new Account());
        Acceptance acceptance = account.accept(evidence, nowNanos);
        if (acceptance == Acceptance.NEWS) {
            changed(evidence.subject(), account, nowNanos);
        }
        return acceptance;
    }

    /** The subject showed that incarnation: votes about older ones are void. */
    public void sawIncarnation(MemberId subject, long incarnation, long nowNanos) {
        Account account = accounts.get(subject);
        if (account == null && incarnation > 0) {
            account = new Account();
            accounts.put(subject, account);
        }
        if (account != null && account.sawIncarnation(incarnation)) {
            changed(subject, account, nowNanos);
        }
    }

    /**
     * The same, with the proof by which others can be told.
     *
     * @return whether it voids a vote that stood
     */
    public boolean sawLife(MemberId subject, LifeProof life, long nowNanos) {
        if (life.incarnation() <= incarnation(subject)) {
            return false;
        }
        int votes = voters(subject).size();
        sawIncarnation(subject, life.incarnation(), nowNanos);
        account(subject).ifPresent(a -> a.refutation = Optional.of(life));
        return voters(subject).size() < votes;
    }

    /** The newest incarnation known of the subject. */
    public long incarnation(MemberId subject) {
        Account account = accounts.get(subject);
        return account == null ? 0 : account.incarnation;
    }

    /** An observer's session ended: what it stated is void. */
    public void forgetObserver(MemberId observer, long nowNanos) {
        accounts.forEach((subject, account) -> {
            if (account.forget(observer)) {
                changed(subject, account, nowNanos);
            }
        });
    }

    /** Counts what has changed: as long as it stays the same, so does everything that does not depend on time. */
    public long changes() {
        return changes;
    }

    /** Subjects about which at least one vote or loss vote stands, sorted. */
    public Set<MemberId> suspects() {
        return suspects;
    }

    /** Observers whose vote about the subject stands, of whatever weight, sorted. */
    public Set<MemberId> voters(MemberId subject) {
        return account(subject).map(Account::voters).orElse(Set.of());
    }

    /** Whether a vote of weight 1 about the subject stands. */
    public boolean accused(MemberId subject) {
        return account(subject).filter(Account::accused).isPresent();
    }

    /** The standing vote of that observer. */
    public Optional<Evidence.Vote> vote(MemberId observer, MemberId subject) {
        return account(subject).flatMap(a -> a.vote(observer));
    }

    /** Observers whose loss vote of weight 1 about the subject stands, sorted. */
    public Set<MemberId> lossVoters(MemberId subject) {
        return account(subject).map(Account::lossVoters).orElse(Set.of());
    }

    /** The votes and loss votes of that observer that stand. */
    public List<Evidence> standingVotesOf(MemberId observer) {
        List<Evidence> votes = new ArrayList<>();
        accounts.values().forEach(account -> votes.addAll(account.standingVotesOf(observer)));
        return votes;
    }

    /** When that statement was heard, or made; 0 if it is not here. */
    public long heardNanos(Evidence statement) {
        return account(statement.subject()).map(a -> a.heardNanos(statement)).orElse(0L);
    }

    /** Whether a vote of weight 1 about the subject stands that was flooded; no loss vote, for no vouch answers that. */
    public boolean floodedVoteStands(MemberId subject) {
        return account(subject).filter(Account::floodedVoteStands).isPresent();
    }

    /** The newest statement of that observer, about losses or about reaching the subject. */
    public Optional<Evidence> newest(MemberId observer, MemberId subject, boolean aboutLoss) {
        return account(subject).flatMap(a -> a.newest(observer, aboutLoss));
    }

    /** Observers whose vouch for the subject is alive, sorted. */
    public Set<MemberId> vouchers(MemberId subject, long nowNanos) {
        return account(subject).map(a -> a.vouchers(nowNanos)).orElse(Set.of());
    }

    /** When the oldest vouch that is still alive ends. */
    public long vouchEndsNanos(MemberId subject, long nowNanos) {
        return account(subject).map(a -> a.vouchEndsNanos(nowNanos)).orElse(Nanos.NEVER);
    }

    /** Since when a vote of either sort about the subject stands without a break. */
    public Optional<Long> firstVoteNanos(MemberId subject) {
        return account(subject).map(a -> a.firstVoteNanos).filter(at -> at != Nanos.NEVER);
    }

    /** The newest proof that the subject showed its newest incarnation, by which old votes are refuted. */
    public Optional<LifeProof> refutation(MemberId subject) {
        return account(subject).flatMap(a -> a.refutation);
    }

    private Optional<Account> account(MemberId subject) {
        return Optional.ofNullable(accounts.get(subject));
    }

    private void changed(MemberId subject, Account account, long nowNanos) {
        changes++;
        if (account.settle(nowNanos)) {
            suspects.add(subject);
        } else {
            suspects.remove(subject);
        }
    }

    /** All that is said about one subject. */
    private static final class Account {
        private final Map<MemberId, Held> reach = new TreeMap<>();
        private final Map<MemberId, Held> loss = new TreeMap<>();
        private long incarnation;
        private long firstVoteNanos = Nanos.NEVER;
        private Optional<LifeProof> refutation = Optional.empty();

        private record Held(Evidence evidence, long heardNanos) {}

        Acceptance accept(Evidence evidence, long nowNanos) {
            Map<MemberId, Held> slot = evidence.aboutLoss() ? loss : reach;
            Held before = slot.get(evidence.observer());
            if (before != null && before.evidence.sequence() >= evidence.sequence()) {
                boolean toFlood = before.evidence.sequence() == evidence.sequence()
                        && evidence.flooded()
                        && !before.evidence.flooded();
                if (toFlood) {
                    slot.put(evidence.observer(), new Held(before.evidence.flood(), before.heardNanos));
                }
                return toFlood ? Acceptance.FLOODED : Acceptance.STALE;
            }
            if (evidence.statement() instanceof Evidence.Vouch vouch) {
                if ((before != null && repeats(before, vouch)) || saysNothing(evidence, vouch)) {
                    return Acceptance.STALE;
                }
                if (vouch.life().incarnation() > incarnation || refutation.isEmpty()) {
                    refutation = Optional.of(vouch.life());
                }
                sawIncarnation(vouch.life().incarnation());
            }
            slot.put(evidence.observer(), new Held(evidence, nowNanos));
            return Acceptance.NEWS;
        }

        /** A proof counts once: else its owner would live on in the mouth of a liar. */
        private static boolean repeats(Held before, Evidence.Vouch vouch) {
            return !vouch.life().proof().equals(Proof.NONE)
                    && before.evidence.statement() instanceof Evidence.Vouch last
                    && last.life().equals(vouch.life());
        }

        /**
         * What the subject proved to somebody else brings its incarnation and nothing more. All who know that answer a vote about an
         * older one: in a flooded group of 1000 that is 999 answers to each vote, and of these only the first is to be passed on.
         */
        private boolean saysNothing(Evidence evidence, Evidence.Vouch vouch) {
            return !vouch.life().asker().equals(evidence.observer())
                    && vouch.life().incarnation() <= incarnation
                    && vote(evidence.observer()).isEmpty();
        }

        boolean sawIncarnation(long shown) {
            boolean news = shown > incarnation;
            incarnation = Math.max(incarnation, shown);
            return news;
        }

        boolean forget(MemberId observer) {
            Held reaching = reach.remove(observer);
            Held losing = loss.remove(observer);
            return reaching != null || losing != null;
        }

        /** Brings the time of the first vote up to date. Returns whether any vote stands. */
        boolean settle(long nowNanos) {
            boolean stands = reach.values().stream().anyMatch(this::standsAsVote)
                    || !lossVoters().isEmpty();
            firstVoteNanos = stands ? Math.min(firstVoteNanos, nowNanos) : Nanos.NEVER;
            return stands;
        }

        Set<MemberId> voters() {
            Set<MemberId> voters = new TreeSet<>();
            reach.forEach((observer, held) -> {
                if (standsAsVote(held)) {
                    voters.add(observer);
                }
            });
            return voters;
        }

        boolean accused() {
            return reach.values().stream().anyMatch(held -> standsAsVote(held) && held.evidence.weight() > 0);
        }

        Optional<Evidence.Vote> vote(MemberId observer) {
            Held held = reach.get(observer);
            return held != null && standsAsVote(held) && held.evidence.statement() instanceof Evidence.Vote vote
                    ? Optional.of(vote)
                    : Optional.empty();
        }

        Set<MemberId> lossVoters() {
            Set<MemberId> voters = new TreeSet<>();
            loss.forEach((observer, held) -> {
                if (held.evidence.weight() > 0) {
                    voters.add(observer);
                }
            });
            return voters;
        }

        Optional<Evidence> newest(MemberId observer, boolean aboutLoss) {
            return Optional.ofNullable((aboutLoss ? loss : reach).get(observer)).map(Held::evidence);
        }

        long heardNanos(Evidence statement) {
            Held held = (statement.aboutLoss() ? loss : reach).get(statement.observer());
            return held == null ? 0 : held.heardNanos;
        }

        boolean floodedVoteStands() {
            return reach.values().stream()
                    .anyMatch(h -> h.evidence.flooded() && standsAsVote(h) && h.evidence.weight() > 0);
        }

        List<Evidence> standingVotesOf(MemberId observer) {
            List<Evidence> votes = new ArrayList<>();
            Held reaching = reach.get(observer);
            if (reaching != null && standsAsVote(reaching)) {
                votes.add(reaching.evidence);
            }
            Held losing = loss.get(observer);
            if (losing != null && losing.evidence.statement() instanceof Evidence.LossVote) {
                votes.add(losing.evidence);
            }
            return votes;
        }

        Set<MemberId> vouchers(long nowNanos) {
            Set<MemberId> vouchers = new TreeSet<>();
            reach.forEach((observer, held) -> {
                if (vouches(held) && nowNanos - held.heardNanos < VOUCH_LIFE_NANOS) {
                    vouchers.add(observer);
                }
            });
            return vouchers;
        }

        long vouchEndsNanos(long nowNanos) {
            long end = Nanos.NEVER;
            for (Held held : reach.values()) {
                long ends = held.heardNanos + VOUCH_LIFE_NANOS;
                if (vouches(held) && ends > nowNanos) {
                    end = Math.min(end, ends);
                }
            }
            return end;
        }

        private static boolean vouches(Held held) {
            return held.evidence.statement() instanceof Evidence.Vouch vouch
                    && Objects.equals(vouch.life().asker(), held.evidence.observer());
        }

        private boolean standsAsVote(Held held) {
            return held.evidence.statement() instanceof Evidence.Vote && held.evidence.incarnation() >= incarnation;
        }
    }
}
