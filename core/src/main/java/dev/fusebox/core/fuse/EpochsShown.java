package dev.fusebox.core.fuse;

import java.util.List;

/**
 * What one member shows to another.
 *
 * @param epochs at most {@value EpochBook#MAX_SHOWN}, sorted
 * @param reply the receiver shall answer with its own
 * @param unsure the sender stood still and asks whether these still hold; its word alone does not count
 * @param nonce chosen by whoever asks and echoed in the answer; 0 if nothing is asked
 */
public record EpochsShown(List<ShownEpoch> epochs, boolean reply, boolean unsure, long nonce) {
    public EpochsShown {
        epochs = List.copyOf(epochs);
    }
}
