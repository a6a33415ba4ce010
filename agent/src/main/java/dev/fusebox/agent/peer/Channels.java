package dev.fusebox.agent.peer;

import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;

/**
 * Opens connections to peers: each channel is one new TCP connection, on the loop's thread alone, and is never shared.
 *
 * @param eventLoops one thread
 */
record Channels(EventLoopGroup eventLoops, ChannelCredentials credentials) {
    /** A peer that does not answer for so long is not dialled further. */
    static final int CONNECT_TIMEOUT_MILLISECONDS = 1_000;

    ManagedChannel open(InetSocketAddress address) {
        return NettyChannelBuilder.forAddress(address, credentials)
                .eventLoopGroup(eventLoops)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .disableRetry()
                .disableServiceConfigLookUp()
                .proxyDetector(target -> null)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLISECONDS)
                .withOption(ChannelOption.TCP_NODELAY, true)
                .flowControlWindow(PeerMethods.FLOW_CONTROL_BYTES)
                .maxInboundMessageSize(PeerMethods.MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(PeerMethods.MAX_METADATA_BYTES)
                .build();
    }
}
