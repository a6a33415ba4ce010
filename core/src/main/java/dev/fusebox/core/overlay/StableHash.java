package dev.fusebox.core.overlay;

import java.nio.charset.StandardCharsets;

/**
 * A hash that is the same in every process and version: FNV-1a over the bytes, finished by the mixer of SplitMix64 so that similar
 * names land far apart. Part of the wire protocol: members must agree on it.
 */
public final class StableHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StableHash() {}

    /** The hash of these parts in this order. */
    public static long of(Object... parts) {
        return mix(begin(parts));
    }

    /** The state after these parts, so that what many hashes begin with is read once. */
    static long begin(Object... parts) {
        long state = OFFSET;
        for (Object part : parts) {
            state = append(state, part.toString());
        }
        return state;
    }

    /** The hash of the parts behind that state and of this one. */
    static long end(long state, String lastPart) {
        return mix(append(state, lastPart));
    }

    private static long append(long state, String part) {
        long hash = state;
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return (hash ^ 0x1f) * PRIME;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
