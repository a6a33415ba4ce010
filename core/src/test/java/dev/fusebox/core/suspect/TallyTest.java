package dev.fusebox.core.suspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.suspect.Tally.Count;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Members a, b, c, ... each on a node of its own, everyone watching everyone, unless a test says otherwise. */
class TallyTest {
    private static final long NOW = 5_000_000_000L;

    private final EvidenceTable evidence = new EvidenceTable();
    private final Map<MemberId, String> nodes = new HashMap<>();
    private final Set<MemberId> members = new TreeSet<>();
    private long sequence;

    private static MemberId id(String name) {
        return new MemberId(name);
    }

    private static Set<MemberId> ids(String... names) {
        return new TreeSet<>(List.of(names).stream().map(TallyTest::id).toList());
    }

    private void group(String... names) {
        for (String name : names) {
            members.add(id(name));
            nodes.put(id(name), "node of " + name);
        }
    }

    private void vote(String observer, String subject) {
        evidence.accept(EvidenceTableTest.vote(id(observer), id(subject), ++sequence, 0), NOW);
    }

    private void weightlessVote(String observer, String subject) {
        evidence.accept(
                new Evidence(
                        new GroupEpoch("g", 1),
                        id(observer),
                        id(subject),
                        ++sequence,
                        0,
                        new Evidence.Vote(0, 9_000, 1)),
                NOW);
    }

    private void vouch(String observer, String subject) {
        evidence.accept(EvidenceTableTest.vouch(id(observer), id(subject), ++sequence, 0), NOW);
    }

    private Map<MemberId, Count> counts(String evaluator) {
        return new Tally(evidence, this::others, nodes, id(evaluator), NOW).counts();
    }

    private Count count(String evaluator, String subject) {
        return Objects.requireNonNull(counts(evaluator).get(id(subject)));
    }

    private Set<MemberId> others(MemberId subject) {
        Set<MemberId> others = new TreeSet<>(members);
        others.remove(subject);
        return others;
    }

    @Test
    void explicitVotesAreCountedByNode() {
        group("a", "b", "c", "d", "x");
        nodes.put(id("b"), "node of a");
        vote("a", "x");
        vote("b", "x");
        Count count = count("d", "x");
        assertThat(count.votes()).isEqualTo(1);
        assertThat(count.quorum().size()).isEqualTo(3);
        assertThat(count.explicitVoters()).isEqualTo(ids("a", "b"));
    }

    @Test
    void aVoteWithoutWeightIsShownAndNotCounted() {
        group("a", "b", "c", "x");
        weightlessVote("a", "x");
        assertThat(evidence.suspects()).isEqualTo(ids("x"));
        Count count = count("b", "x");
        assertThat(count.votes()).isZero();
        assertThat(count.explicitVoters()).isEmpty();
    }

    @Test
    void whoDoesNotObserveTheSubjectDoesNotCount() {
        group("a", "b", "c", "x");
        vote("stranger", "x");
        vouch("other stranger", "x");
        assertThat(count("b", "x").votes()).isZero();
        assertThat(count("b", "x").vouchers()).isEmpty();
    }

    @Test
    void aVouchIsReportedBesideTheVotesAndTakesNoneAway() {
        group("a", "b", "c", "x");
        vote("a", "x");
        vouch("b", "x");
        Count count = count("c", "x");
        assertThat(count.votes()).isEqualTo(1);
        assertThat(count.vouchers()).isEqualTo(ids("b"));
    }

    @Test
    void aSuspectedObserverCountsImplicitlyBesideAnExplicitVote() {
        group("a", "b", "c", "d", "x", "y");
        vote("a", "y");
        vote("b", "y");
        vote("a", "x");
        Count count = count("a", "x");
        assertThat(count.explicitVoters()).isEqualTo(ids("a"));
        assertThat(count.votes()).as("a, and y that is itself suspected").isEqualTo(2);
    }

    @Test
    void withoutAnExplicitVoteSuspectedObserversConvictNobody() {
        group("a", "b", "c", "d", "x", "y", "z");
        for (String dead : List.of("y", "z")) {
            vote("a", dead);
            vote("b", dead);
        }
        vote("y", "x");
        vote("z", "x");
        Count count = count("c", "x");
        assertThat(count.explicitVoters()).isEmpty();
        assertThat(count.votes()).isZero();
    }

    @Test
    void aSuspectedObserverWithAnOwnYoungVouchDoesNotCountAgainstTheSubject() {
        group("a", "b", "c", "d", "x", "y");
        vote("a", "y");
        vote("b", "y");
        vouch("y", "x");
        vote("a", "x");
        assertThat(count("c", "x").votes()).isEqualTo(1);
    }

    @Test
    void aSuspectedObserverForWhomAnotherVouchesDoesNotCountAgainstTheSubject() {
        group("a", "b", "c", "d", "x", "y");
        vote("a", "y");
        vote("b", "y");
        vouch("c", "y");
        vote("a", "x");
        assertThat(count("d", "x").votes()).isEqualTo(1);
        assertThat(count("d", "x").explicitVoters()).isEqualTo(ids("a"));
    }

    /** Two accuse four others, each of whom watches the rest: no more than these two are faulty, and H is 4. */
    @Test
    void twoAccusersDoNotTurnTheAccusedAgainstEachOtherWhereSomebodyVouchesForThem() {
        group("a", "b", "c", "w", "x", "y", "z");
        for (String accused : List.of("w", "x", "y", "z")) {
            vote("a", accused);
            vote("b", accused);
        }
        vouch("c", "w");
        vouch("c", "x");
        vouch("c", "y");
        assertThat(count("c", "z").votes()).isEqualTo(2);
        assertThat(count("c", "z").quorum().high()).isEqualTo(4);
    }

    @Test
    void theVouchOfASuspectedObserverProvesNobodyAlive() {
        group("a", "b", "c", "d", "x", "y");
        vote("a", "y");
        vote("b", "y");
        vote("a", "c");
        vote("b", "c");
        vouch("c", "y");
        vote("a", "x");
        assertThat(count("d", "x").votes()).as("a, and y and c implicitly").isEqualTo(3);
    }

    @Test
    void aVouchOfSomebodyWhoDoesNotObserveTheSuspectProvesNothing() {
        group("a", "b", "c", "d", "x", "y");
        vote("a", "y");
        vote("b", "y");
        vouch("stranger", "y");
        vote("a", "x");
        assertThat(count("d", "x").votes()).isEqualTo(2);
    }

    @Test
    void theVouchOfASuspectedObserverIsVoid() {
        group("a", "b", "c", "d", "x", "y");
        vote("a", "y");
        vote("b", "y");
        vouch("y", "x");
        vote("a", "x");
        assertThat(count("c", "x").vouchers()).isEmpty();
    }

    @Test
    void theVoteOfASuspectedObserverIsNotExplicit() {
        group("a", "b", "c", "d", "x", "y");
        vote("a", "y");
        vote("b", "y");
        vote("y", "x");
        vote("a", "x");
        Count count = count("c", "x");
        assertThat(count.explicitVoters()).isEqualTo(ids("a"));
        assertThat(count.votes()).as("a, and y implicitly").isEqualTo(2);
    }

    @Test
    void theEvaluatorNeverCountsItselfAsSuspected() {
        group("a", "b", "x");
        vote("b", "a");
        vote("a", "x");
        vouch("a", "b");
        assertThat(count("a", "x").explicitVoters()).isEqualTo(ids("a"));
        assertThat(count("a", "x").votes()).isEqualTo(1);
    }

    /** One liar at n = 3 would convict: it accuses the evaluator, which then would count against the third. */
    @Test
    void aLiarCannotTurnTheEvaluatorIntoAnImplicitVoter() {
        group("a", "b", "liar");
        vote("liar", "a");
        vote("liar", "b");
        assertThat(count("a", "b").votes()).isEqualTo(1);
        assertThat(count("b", "a").votes()).isEqualTo(1);
    }

    @Test
    void suspicionSpreadsAlongDeadObserversToAFixpoint() {
        group("a", "b", "c", "d", "e", "f", "x", "y", "z");
        // K' = 8: L is 3. z has three explicit votes; y two, and z; x one, and z and y; then x counts against y, too.
        vote("a", "z");
        vote("b", "z");
        vote("c", "z");
        vote("a", "y");
        vote("b", "y");
        vote("a", "x");
        Map<MemberId, Count> counts = counts("f");
        assertThat(Objects.requireNonNull(counts.get(id("y"))).votes()).isEqualTo(4);
        assertThat(Objects.requireNonNull(counts.get(id("x"))).votes()).isEqualTo(3);
    }

    @Test
    void twoThatAccuseEachOtherAreBothLeftInDoubtHoweverManyOthersAreSuspected() {
        group("a", "b", "c");
        vote("a", "b");
        vote("b", "a");
        vouch("c", "a");
        vouch("c", "b");
        assertThat(count("c", "a").votes()).isEqualTo(1);
        assertThat(count("c", "b").votes()).isEqualTo(1);
        assertThat(count("c", "a").vouchers()).isEqualTo(ids("c"));
        vote("a", "c");
        assertThat(count("c", "a").votes()).isEqualTo(1);
        assertThat(count("c", "b").votes()).isEqualTo(1);
    }

    @Test
    void aParadoxDoesNotSaveAThirdThatIsDead() {
        group("a", "b", "c", "d", "e", "x");
        nodes.replaceAll((member, node) -> "n" + (member.value().charAt(0) % 3));
        vote("a", "b");
        vote("b", "a");
        vote("c", "x");
        vote("d", "x");
        vouch("x", "a");
        assertThat(count("e", "a").vouchers())
                .as("x is suspected in every reading")
                .isEmpty();
    }

    private void lossVote(String observer, String subject) {
        GroupEpoch epoch = new GroupEpoch("g", 1);
        evidence.accept(new Evidence(epoch, id(observer), id(subject), ++sequence, 0, new Evidence.LossVote(1)), NOW);
    }

    @Test
    void lossVotesCountTowardsTheHighQuorumOnly() {
        group("a", "b", "c", "d", "x");
        lossVote("a", "x");
        lossVote("b", "x");
        vote("c", "x");
        Count count = count("d", "x");
        assertThat(count.votes()).isEqualTo(1);
        assertThat(count.atLeastLow()).isFalse();
        assertThat(count.votesWithLoss()).isEqualTo(3);
    }

    @Test
    void noVouchCancelsALossVote() {
        group("a", "b", "c", "x");
        lossVote("a", "x");
        vouch("a", "x");
        Count count = count("b", "x");
        assertThat(count.vouchers()).isEqualTo(ids("a"));
        assertThat(count.votesWithLoss()).isEqualTo(1);
    }
}
