package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.fuse.KeptEpochs;
import dev.fusebox.core.fuse.ShownEpoch;
import java.util.List;

/** Sets of epochs as ints: bit e - 1 stands for epoch e. */
final class EpochBits {
    private EpochBits() {}

    static int of(long epoch) {
        return 1 << (epoch - 1);
    }

    static boolean has(int bits, long epoch) {
        return (bits & of(epoch)) != 0;
    }

    static int shown(List<ShownEpoch> epochs) {
        int bits = 0;
        for (ShownEpoch epoch : epochs) {
            bits |= of(epoch.groupEpoch().epoch());
        }
        return bits;
    }

    /** Those that are burnt on that disk. */
    static int burnt(KeptEpochs disk) {
        int bits = 0;
        for (var tombstone : disk.tombstones()) {
            bits |= of(tombstone.epoch());
        }
        for (var kept : disk.epochs()) {
            if (kept.state() == FuseState.BURNT) {
                bits |= of(kept.roster().groupEpoch().epoch());
            }
        }
        return bits;
    }
}
