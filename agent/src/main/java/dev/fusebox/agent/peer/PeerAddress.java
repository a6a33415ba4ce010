package dev.fusebox.agent.peer;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Addresses of peers: {@code 198.18.0.10:7946} or {@code [2001:db8::1]:7946}. Names are refused: no resolver stands between members. */
public final class PeerAddress {
    private PeerAddress() {}

    /** The socket address; empty if it is not an IP address and a port. */
    public static Optional<InetSocketAddress> parse(String address) {
        try {
            HostAndPort parts = HostAndPort.fromString(address);
            int port = parts.getPort();
            return port == 0
                    ? Optional.empty()
                    : Optional.of(new InetSocketAddress(InetAddresses.forString(parts.getHost()), port));
        } catch (IllegalArgumentException | IllegalStateException notOne) {
            return Optional.empty();
        }
    }
}
