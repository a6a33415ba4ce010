package dev.fusebox.lab.sim.world;

import dev.fusebox.core.member.Identity;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.lab.sim.engine.RandomStream;
import dev.fusebox.lab.sim.network.MessageContent;
import java.util.HashMap;
import java.util.Map;

/**
 * Proofs that nobody in the world can forge: keyed 64-bit hashes over what was said. A member gets an {@link Identity}, which proves in
 * its own name only and checks everybody's. (A real member uses an HMAC over the same fields.)
 */
final class Secrets {
    private final Map<MemberId, Secret> secrets = new HashMap<>();

    private record Secret(long key, long name) {}

    /** A secret for a member. */
    void add(MemberId member, long key) {
        secrets.put(member, new Secret(key, key ^ member.value().hashCode()));
    }

    /** Who that member is. */
    Identity identity(MemberId self) {
        return new Identity() {
            @Override
            public MemberId self() {
                return self;
            }

            @Override
            public Proof prove(MemberId asker, long nonce, long incarnation) {
                return proof(self, asker, nonce, incarnation);
            }

            @Override
            public boolean verifies(MemberId subject, LifeProof life) {
                return secrets.containsKey(subject)
                        && proof(subject, life.asker(), life.nonce(), life.incarnation())
                                .equals(life.proof());
            }

            @Override
            public Proof sign(Evidence statement) {
                return signature(statement.observer().equals(self) ? self : statement.observer(), self, statement);
            }

            @Override
            public boolean signed(Evidence statement) {
                return secrets.containsKey(statement.observer())
                        && signature(statement.observer(), statement.observer(), statement)
                                .equals(statement.signature());
            }
        };
    }

    private Proof proof(MemberId subject, MemberId asker, long nonce, long incarnation) {
        Secret secret = secrets.get(subject);
        long hash = secret == null
                ? 0
                : RandomStream.mix(
                        secret.key ^ RandomStream.mix(nonce) ^ asker.value().hashCode());
        return new Proof(hex(RandomStream.mix(hash + incarnation)));
    }

    private Proof signature(MemberId observer, MemberId signer, Evidence statement) {
        Secret secret = secrets.get(signer);
        long key = secret == null ? 0 : secret.name;
        return new Proof(
                hex(RandomStream.mix(key ^ observer.value().hashCode() ^ MessageContent.of(statement.unsigned()))));
    }

    /** An even number of digits: a proof is bytes. */
    private static String hex(long value) {
        return Long.toHexString(value | 1L << 63);
    }
}
