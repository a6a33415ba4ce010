package dev.fusebox.core.message;

import java.util.HexFormat;

/**
 * Opaque proof that a subject itself answered an asker's nonce, as hexadecimal text so that it is a value; empty in the
 * insecure mode.
 *
 * @param hex at most 512 characters
 */
public record Proof(String hex) {
    /** No proof, where identities are not checked at all. */
    public static final Proof NONE = new Proof("");

    public Proof {
        if (hex.length() > 512) {
            throw new IllegalArgumentException("a proof has at most 512 characters, not " + hex.length());
        }
    }

    /** From the wire. */
    public static Proof of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Proof(HexFormat.of().formatHex(bytes));
    }

    /** To the wire. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
