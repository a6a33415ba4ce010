package dev.fusebox.core.fuse;

import dev.fusebox.core.roster.MemberId;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether an epoch still holds: asked after this member stood still or was restarted, because it may have missed a burn. One peer's word
 * is enough if that peer did not stand still itself; otherwise all of them must say so, or all that still say anything: where everybody
 * stood still and one never came back, the others would wait for each other for ever and nobody would notice the death.
 *
 * @param open whether the question is open
 * @param nonce of the question asked last; an answer counts only with it, so that one that was on its way before is worth nothing
 * @param equallyUnsure peers that still know the epoch, and stood still themselves
 */
public record Doubt(boolean open, long nonce, Set<MemberId> equallyUnsure) {
    /** No question was ever asked. */
    public static final Doubt NONE = new Doubt(false, 0, Set.of());

    public Doubt {
        equallyUnsure = Set.copyOf(equallyUnsure);
    }

    /** Begins anew; answers to earlier questions are void. */
    public static Doubt begun(long nonce) {
        return new Doubt(true, nonce, Set.of());
    }

    /** A peer answered this question, and shows the epoch. */
    public Doubt confirmed(MemberId peer, boolean unsureItself, long answeredNonce) {
        if (!open || answeredNonce != nonce) {
            return this;
        }
        if (!unsureItself) {
            return closed();
        }
        Set<MemberId> unsure = new TreeSet<>(equallyUnsure);
        unsure.add(peer);
        return new Doubt(true, nonce, unsure);
    }

    /**
     * Closes if every one of these is equally unsure; nobody left to ask is enough, too.
     *
     * @param patienceOver whether those that let so much time pass without a word are waited for no longer
     */
    public Doubt settled(Collection<MemberId> peers, boolean patienceOver) {
        boolean enough = equallyUnsure.containsAll(peers) || (patienceOver && !equallyUnsure.isEmpty());
        return open && enough ? closed() : this;
    }

    /** There is nothing left to be unsure about. */
    public Doubt closed() {
        return new Doubt(false, nonce, Set.of());
    }
}
