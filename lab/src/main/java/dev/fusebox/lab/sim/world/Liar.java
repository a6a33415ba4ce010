package dev.fusebox.lab.sim.world;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.lab.sim.engine.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks through a member that is otherwise honest: what it says about its targets is replaced, and said again and again. It can sign
 * as the member, and can repeat the last word that a target gave it, but it cannot answer for a target.
 */
final class Liar {
    private final SimMember member;
    private final Set<MemberId> about;
    private final boolean accuse;
    private final RandomStream random;
    private final Map<MemberId, LifeProof> lastWords = new HashMap<>();
    private final Map<MemberId, Long> incarnations = new HashMap<>();
    private final Map<MemberId, Evidence> standing = new HashMap<>();
    private long sequence;
    private boolean honest;

    Liar(SimMember member, Set<MemberId> about, boolean accuse, RandomStream random) {
        this.member = member;
        this.about = Set.copyOf(about);
        this.accuse = accuse;
        this.random = random;
    }

    /** What the member hears, for later use. */
    void hears(Message message, MemberId from) {
        if (message instanceof Message.Heartbeat beat && about.contains(from)) {
            lastWords.put(
                    from,
                    new LifeProof(member.id, LifeProof.ofHeartbeat(beat.sequence()), beat.incarnation(), beat.proof()));
            incarnations.merge(from, beat.incarnation(), Math::max);
        } else if (message instanceof Evidence evidence) {
            incarnations.merge(evidence.subject(), evidence.incarnation(), Math::max);
        }
    }

    /** What the member says, as others hear it. */
    Message says(Message message) {
        return switch (message) {
            case Evidence evidence when evidence.observer().equals(member.id) -> twisted(evidence);
            case Message.Reliable reliable
            when reliable.payload() instanceof Evidence evidence
                    && evidence.observer().equals(member.id) ->
                new Message.Reliable(reliable.sequence(), reliable.floor(), twisted(evidence));
            default -> message;
        };
    }

    /** It lies no more. What it said stands until the member has something newer to say; only its numbers stay high. */
    void becomesHonest() {
        honest = true;
    }

    /** What it says about each target now, unasked. */
    List<Evidence> lies(GroupEpoch groupEpoch) {
        List<Evidence> lies = new ArrayList<>();
        if (honest) {
            return lies;
        }
        about.stream().sorted().forEach(target -> {
            long incarnation = incarnations.getOrDefault(target, 0L);
            lie(groupEpoch, target, incarnation).ifPresent(lie -> {
                standing.put(target, lie);
                lies.add(lie);
            });
        });
        return lies;
    }

    private Evidence twisted(Evidence said) {
        if (honest || !about.contains(said.subject())) {
            return numbered(said.groupEpoch(), said.subject(), said.incarnation(), said.statement());
        }
        // The lie that stands, once more: a new one for each of the member's answers would make two liars answer each
        // other for ever.
        return Optional.ofNullable(standing.get(said.subject()))
                .filter(lie -> lie.groupEpoch().equals(said.groupEpoch()))
                .or(() -> lie(said.groupEpoch(), said.subject(), said.incarnation()))
                .orElseGet(() ->
                        numbered(said.groupEpoch(), said.subject(), said.incarnation(), new Evidence.Withdrawal()));
    }

    private Optional<Evidence> lie(GroupEpoch groupEpoch, MemberId target, long incarnation) {
        if (accuse) {
            return Optional.of(
                    numbered(groupEpoch, target, incarnation, new Evidence.Vote(1, 300_000, random.nextLong() >>> 1)));
        }
        Optional<LifeProof> replay = Optional.ofNullable(lastWords.get(target)).filter(w -> random.nextBoolean());
        LifeProof word = replay.orElseGet(() -> new LifeProof(
                member.id,
                Math.max(1, random.nextLong() >>> 1),
                incarnation,
                new Proof("%016x".formatted(random.nextLong()))));
        return Optional.of(numbered(groupEpoch, target, word.incarnation(), new Evidence.Vouch(word)));
    }

    /** Far above the member's own numbers: the newest wins. */
    private Evidence numbered(GroupEpoch groupEpoch, MemberId target, long incarnation, Evidence.Statement statement) {
        sequence++;
        Evidence evidence = new Evidence(groupEpoch, member.id, target, (1L << 32) + sequence, incarnation, statement);
        return evidence.signed(member.identity.sign(evidence));
    }
}
