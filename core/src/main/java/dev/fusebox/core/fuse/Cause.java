package dev.fusebox.core.fuse;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.roster.MemberId;
import java.util.List;
import java.util.Optional;

/**
 * Why a fuse burnt.
 *
 * @param kind what sort of reason
 * @param verdict for {@link Kind#VERDICT}, which
 * @param subjects whom it is about, at most {@value #MAX_SUBJECTS}
 * @param origin the member that burnt first, as far as known
 * @param detail for people, at most {@value #MAX_DETAIL_LENGTH} characters, cut if longer
 * @param uncorroborated a burn, never a ground for action
 */
public record Cause(
        Kind kind,
        Optional<VerdictKind> verdict,
        List<MemberId> subjects,
        MemberId origin,
        String detail,
        boolean uncorroborated) {
    /** Enough to name a node's pods. */
    public static final int MAX_SUBJECTS = 32;

    /** Enough for a line. */
    public static final int MAX_DETAIL_LENGTH = 256;

    /** The sorts of reasons. */
    public enum Kind {
        /** A verdict about a member. */
        VERDICT,
        /** An application asked for it. */
        SIGNAL,
        /** Not everyone acknowledged the roster in time. */
        NOT_FORMED,
        /** A peer no longer knows the epoch. */
        EPOCH_LOST,
        /** The epoch had burnt elsewhere, and its cause is no longer known. */
        TOMBSTONE
    }

    public Cause {
        subjects = List.copyOf(subjects.subList(0, Math.min(subjects.size(), MAX_SUBJECTS)));
        detail = detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH);
    }

    /** A cause without a verdict. */
    public static Cause of(Kind kind, List<MemberId> subjects, MemberId origin, String detail) {
        return new Cause(kind, Optional.empty(), subjects, origin, detail, false);
    }
}
