package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.roster.MemberId;

/** Carries out what a book wants done, and knows what must hold of each. */
final class Effects {
    private final Library library;
    private final Streams streams;

    Effects(Library library, Streams streams) {
        this.library = library;
        this.streams = streams;
    }

    /** Carries out one effect of member i; the rule that it breaks, or nothing. */
    String carryOut(World w, int i, FuseEffect effect) {
        switch (effect) {
            case FuseEffect.Persist persist -> w.disk[i] = library.number(persist.kept());
            case FuseEffect.TellIntact tell -> {
                return EpochBits.has(w.told[i], tell.groupEpoch().epoch()) ? "says Intact after it was told" : "";
            }
            case FuseEffect.TellBurnt tell -> {
                return tell(w, i, tell.groupEpoch().epoch());
            }
            case FuseEffect.PassOn passOn -> {
                return passOn(w, i, passOn.groupEpoch().epoch());
            }
            case FuseEffect.Answer answer ->
                w.burns[i][number(answer.to())] |=
                        EpochBits.of(answer.groupEpoch().epoch());
            // Everybody to be shown the epoch has not acknowledged it yet: a step of its own, wanted from now on.
            case FuseEffect.ShowAround around -> {}
            case FuseEffect.Show show -> streams.send(w, i, number(show.to()), show.list());
            case FuseEffect.Retired retired -> w.forgetPeers(i);
            case FuseEffect.InForce inForce -> w.late[i] = w.late[i] && !inForce.firstOfEpoch();
            case FuseEffect.TellAcknowledged tell -> {}
            case FuseEffect.Believed believed -> {}
            case FuseEffect.Refused refused -> {}
        }
        return "";
    }

    private String tell(World w, int i, long epoch) {
        boolean again = EpochBits.has(w.told[i], epoch);
        w.told[i] |= EpochBits.of(epoch);
        return again ? "told twice" : onDisk(w, i, epoch) ? "" : "told before the disk knew";
    }

    private String passOn(World w, int i, long epoch) {
        for (int j = 0; j < w.members; j++) {
            w.burns[i][j] |= i == j ? 0 : EpochBits.of(epoch);
        }
        return onDisk(w, i, epoch) ? "" : "passed on before the disk knew";
    }

    private boolean onDisk(World w, int i, long epoch) {
        return EpochBits.has(library.burntOnDisk(w, i), epoch);
    }

    private static int number(MemberId member) {
        return member.toString().charAt(1) - '0';
    }
}
