package dev.fusebox.core.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row once as it just applies and once as it just does not, then their order. K' = 5, H = 4, L = 2 unless said. */
class VerdictTableTest {
    private static final long MS = 1_000_000L;

    /** A situation in which nothing applies, changed one fact at a time. */
    private static final class Facts {
        private boolean silent;
        private boolean left;
        private Optional<String> selfReport = Optional.empty();
        private Optional<String> reported = Optional.empty();
        private int votes;
        int votesWithLoss;
        private int size = 5;
        private int high = 4;
        private int low = 2;
        private int explicit = 2;
        private boolean vouched;
        private boolean vouchesVoid;
        private long sinceFirstVote;
        private long sinceUnanswered;

        Facts silent() {
            silent = true;
            return this;
        }

        Facts left() {
            left = true;
            return this;
        }

        Facts selfReport() {
            selfReport = Optional.of("lifeline closed");
            return this;
        }

        Facts reported() {
            reported = Optional.of("NODE_GONE n1");
            return this;
        }

        Facts votes(int count) {
            votes = count;
            explicit = count;
            return this;
        }

        Facts explicit(int count) {
            explicit = count;
            return this;
        }

        Facts votesWithLoss(int count) {
            votesWithLoss = count;
            return this;
        }

        Facts quorum(int k, int h, int l) {
            size = k;
            high = h;
            low = l;
            return this;
        }

        Facts vouched() {
            vouched = true;
            return this;
        }

        Facts vouchesVoid() {
            vouchesVoid = true;
            return this;
        }

        Facts sinceFirstVote(long milliseconds) {
            sinceFirstVote = milliseconds * MS;
            return this;
        }

        Facts sinceUnanswered(long milliseconds) {
            sinceUnanswered = milliseconds * MS;
            return this;
        }

        Situation situation() {
            return new Situation(
                    silent,
                    left,
                    selfReport,
                    reported,
                    votes,
                    Math.max(votes, votesWithLoss),
                    size,
                    high,
                    low,
                    explicit,
                    vouched,
                    vouchesVoid,
                    sinceFirstVote,
                    sinceUnanswered,
                    250 * MS,
                    1_500 * MS);
        }

        Optional<VerdictTable.Ruling> ruling() {
            return VerdictTable.judge(situation());
        }

        Optional<VerdictKind> verdict() {
            return ruling().flatMap(VerdictTable.Ruling::verdict);
        }
    }

    private static Facts facts() {
        return new Facts();
    }

    @Test
    void nothingAppliesToAHealthyMember() {
        assertThat(facts().ruling()).isEmpty();
    }

    @Test
    void row1WhoIsSilentSaysNothingWhateverElseIsTrue() {
        Facts everything =
                facts().silent().left().selfReport().reported().votes(5).sinceFirstVote(9_000);
        assertThat(everything.ruling()).isPresent();
        assertThat(everything.verdict()).isEmpty();
        Facts votes = facts().silent().votes(5).sinceFirstVote(9_000).sinceUnanswered(9_000);
        assertThat(votes.ruling()).isPresent();
        assertThat(votes.verdict()).isEmpty();
    }

    @Test
    void row2LeaveIsNoFailureWhateverElseIsTrue() {
        assertThat(facts().left().verdict()).contains(VerdictKind.LEFT);
        assertThat(facts().left()
                        .selfReport()
                        .reported()
                        .votes(5)
                        .sinceFirstVote(9_000)
                        .verdict())
                .contains(VerdictKind.LEFT);
    }

    @Test
    void row3AnOwnFailureIsReportedAtOnce() {
        assertThat(facts().selfReport()
                        .reported()
                        .votes(5)
                        .sinceFirstVote(9_000)
                        .verdict())
                .contains(VerdictKind.APPLICATION_FAILED);
        assertThat(facts().selfReport().ruling().orElseThrow().detail()).isEqualTo("lifeline closed");
    }

    @Test
    void row4WhatTheOperatorReportsNeedsNoVotesAndNoVouchHelps() {
        assertThat(facts().reported().votes(5).vouched().sinceFirstVote(9_000).verdict())
                .contains(VerdictKind.REPORTED);
        assertThat(facts().reported().ruling().orElseThrow().detail()).isEqualTo("NODE_GONE n1");
    }

    @ParameterizedTest
    @CsvSource({"1,", "2, LINK_DEGRADED", "4, LINK_DEGRADED", "5, LINK_DEGRADED"})
    void row5VotesFromLOnBesideAVouchAreABadLink(int votes, VerdictKind expected) {
        assertThat(facts().votes(votes)
                        .vouched()
                        .sinceFirstVote(9_000)
                        .sinceUnanswered(9_000)
                        .verdict())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void row5NoVotesAreNoBadLinkEvenWhereLIsZero() {
        assertThat(facts().quorum(0, 2, 0).vouched().verdict()).isEmpty();
    }

    @Test
    void row5FailedRoundsOfOnesOwnVoidVouchesAndCountAsH() {
        Facts doubted = facts().votes(2).vouched().vouchesVoid();
        assertThat(doubted.sinceFirstVote(249).verdict()).isEmpty();
        assertThat(doubted.sinceFirstVote(250).verdict()).contains(VerdictKind.UNREACHABLE);
        assertThat(facts().votes(1)
                        .vouched()
                        .vouchesVoid()
                        .sinceFirstVote(9_000)
                        .verdict())
                .isEmpty();
    }

    @Test
    void row5FailedRoundsCountForNothingWhereNobodyVouches() {
        assertThat(facts().votes(2)
                        .vouchesVoid()
                        .sinceFirstVote(1_000)
                        .sinceUnanswered(1_000)
                        .verdict())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4, 250, UNREACHABLE", "5, 250, UNREACHABLE", "4, 249,", "3, 1499,"})
    void row6HVotesForTheSuspicionTimeout(int votes, long milliseconds, VerdictKind expected) {
        assertThat(facts().votes(votes)
                        .sinceFirstVote(milliseconds)
                        .sinceUnanswered(milliseconds)
                        .verdict())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"2, 1500, UNREACHABLE", "3, 1500, UNREACHABLE", "2, 1499,", "1, 9000,"})
    void row7LVotesUnansweredForTheUnstableTimeout(int votes, long milliseconds, VerdictKind expected) {
        assertThat(facts().votes(votes)
                        .sinceFirstVote(9_000)
                        .sinceUnanswered(milliseconds)
                        .verdict())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 250, UNREACHABLE", "1, 1, 249,", "2, 1, 1499,"})
    void row8OneVoteIsEnoughWhereThereIsOneObserver(int size, int votes, long milliseconds, VerdictKind expected) {
        Facts small = facts().quorum(size, 2, 1).votes(votes);
        assertThat(small.sinceFirstVote(milliseconds)
                        .sinceUnanswered(milliseconds)
                        .verdict())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void row8AVouchOfTheOnlyObserverIsNoVerdict() {
        assertThat(facts().quorum(1, 2, 1)
                        .votes(1)
                        .vouched()
                        .sinceFirstVote(9_000)
                        .verdict())
                .contains(VerdictKind.LINK_DEGRADED);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, false", "4, false"})
    void aVerdictWithoutTwoUnsuspectedExplicitVotersIsUncorroborated(int explicit, boolean uncorroborated) {
        Facts convicted = facts().votes(4).explicit(explicit).sinceFirstVote(250);
        assertThat(convicted.ruling().orElseThrow().uncorroborated()).isEqualTo(uncorroborated);
        Facts slowly = facts().votes(2).explicit(explicit).sinceFirstVote(1_500).sinceUnanswered(1_500);
        assertThat(slowly.ruling().orElseThrow().uncorroborated()).isEqualTo(uncorroborated);
    }

    @Test
    void theDetailCountsTheVotes() {
        assertThat(facts().votes(4).sinceFirstVote(250).ruling().orElseThrow().detail())
                .isEqualTo("4 of 5 votes");
    }

    @Test
    void row6LossVotesCountTowardsTheHighQuorumOnly() {
        Facts half = facts().quorum(5, 4, 2).sinceFirstVote(250);
        assertThat(half.votesWithLoss(4).verdict()).contains(VerdictKind.UNREACHABLE);
        assertThat(half.votesWithLoss(3).sinceUnanswered(9_000).verdict()).isEmpty();
    }

    @Test
    void row6NoVouchCancelsLossVotes() {
        Facts vouched = facts().quorum(5, 4, 2).sinceFirstVote(250).vouched();
        assertThat(vouched.votesWithLoss(4).verdict()).contains(VerdictKind.UNREACHABLE);
    }
}
