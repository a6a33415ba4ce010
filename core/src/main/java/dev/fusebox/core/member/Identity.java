package dev.fusebox.core.member;

import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.MemberId;

/** Who this member is, and how it proves and checks proofs of life. Pure: same arguments, same answer. */
public interface Identity {
    /** This member's id. */
    MemberId self();

    /** This member's proof that it answered that asker's nonce. */
    Proof prove(MemberId asker, long nonce);

    /** Whether the proof shows that the subject itself answered that asker's nonce. */
    boolean verifies(MemberId subject, MemberId asker, long nonce, Proof proof);

    /** An identity without proofs, for the insecure mode: everything verifies. */
    static Identity insecure(MemberId self) {
        return new Identity() {
            @Override
            public MemberId self() {
                return self;
            }

            @Override
            public Proof prove(MemberId asker, long nonce) {
                return Proof.NONE;
            }

            @Override
            public boolean verifies(MemberId subject, MemberId asker, long nonce, Proof proof) {
                return true;
            }
        };
    }
}
