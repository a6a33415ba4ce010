package dev.fusebox.agent.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One listening address with one handler behind it; so many connections and no more. */
public final class HttpEndpoint {
    /** 16 event streams, 16 lifelines, and requests beside them. */
    static final int MAX_CONNECTIONS = 64;

    private static final int MAX_LINE_BYTES = 2 * 1024;
    private static final int MAX_HEADER_BYTES = 4 * 1024;

    private final Channel listening;

    private HttpEndpoint(Channel listening) {
        this.listening = listening;
    }

    /** Listens. Call from outside the loop's thread: it waits for the socket. */
    public static HttpEndpoint listen(EventLoop eventLoop, InetSocketAddress address, Handler handler)
            throws IOException {
        int[] connections = {0};
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (connections[0] >= MAX_CONNECTIONS) {
                            channel.close();
                            return;
                        }
                        connections[0]++;
                        channel.closeFuture().addListener(closed -> connections[0]--);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                                        .setMaxHeaderSize(MAX_HEADER_BYTES)))
                                .addLast(new HttpObjectAggregator(2 * Request.MAX_BODY_BYTES))
                                .addLast(new HttpConnection(handler));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause());
        }
        return new HttpEndpoint(bound.channel());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }
}
