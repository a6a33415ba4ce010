package dev.fusebox.core.member;

import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;

/** Who this member is, and how it proves and checks proofs of life. Pure: same arguments, same answer. */
public interface Identity {
    /** This member's id. */
    MemberId self();

    /** This member's proof that it said this to that asker; see {@link LifeProof}. */
    Proof prove(MemberId asker, long nonce, long incarnation);

    /** Whether the subject itself said so. */
    boolean verifies(MemberId subject, LifeProof life);

    /** This member's signature under its own statement, {@link Evidence#unsigned}. */
    Proof sign(Evidence statement);

    /** Whether the statement's observer signed it. */
    boolean signed(Evidence statement);

    /** An identity without proofs, for the insecure mode: everything verifies. */
    static Identity insecure(MemberId self) {
        return new Identity() {
            @Override
            public MemberId self() {
                return self;
            }

            @Override
            public Proof prove(MemberId asker, long nonce, long incarnation) {
                return Proof.NONE;
            }

            @Override
            public boolean verifies(MemberId subject, LifeProof life) {
                return true;
            }

            @Override
            public Proof sign(Evidence statement) {
                return Proof.NONE;
            }

            @Override
            public boolean signed(Evidence statement) {
                return true;
            }
        };
    }
}
