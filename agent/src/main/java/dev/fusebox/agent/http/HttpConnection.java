package dev.fusebox.agent.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection: a request after the other, or one answer that goes on until either side closes. */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Handler handler;
    private Optional<EndlessBody.Listener> endless = Optional.empty();
    private Optional<Runnable> waiting = Optional.empty();

    HttpConnection(Handler handler) {
        this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (endless.isPresent() || waiting.isPresent()) {
            // The answer before this request never ends, or has not begun.
            context.close();
            return;
        }
        Answer answer = new Answer(context, HttpUtil.isKeepAlive(message));
        if (message.decoderResult().isFailure()) {
            answer.error(400, "this is no HTTP/1.1 request that is understood here");
            return;
        }
        if (message.content().readableBytes() > Request.MAX_BODY_BYTES) {
            answer.error(413, "the body must have at most " + Request.MAX_BODY_BYTES + " bytes");
            return;
        }
        Optional<List<String>> path = path(message.uri());
        Optional<Map<String, String>> query = query(message.uri());
        if (path.isEmpty() || query.isEmpty()) {
            answer.error(400, "the path or query is not well encoded");
            return;
        }
        handler.handle(
                new Request(
                        message.method().name(),
                        path.get(),
                        query.get(),
                        Optional.ofNullable(message.headers().get("Last-Event-ID"))
                                .orElse(""),
                        message.content().toString(StandardCharsets.UTF_8)),
                answer);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            endless.ifPresent(EndlessBody.Listener::writable);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Optional<EndlessBody.Listener> listener = endless;
        endless = Optional.empty();
        listener.ifPresent(EndlessBody.Listener::closed);
        Optional<Runnable> gone = waiting;
        waiting = Optional.empty();
        gone.ifPresent(Runnable::run);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset is a close; whatever else breaks a connection of a local client ends it too.
        context.close();
    }

    private static Optional<List<String>> path(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        try {
            return Optional.of(
                    Arrays.stream(path.substring(Math.min(1, path.length())).split("/", -1))
                            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                            .toList());
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, String>> query(String uri) {
        int begin = uri.indexOf('?');
        if (begin < 0) {
            return Optional.of(Map.of());
        }
        Map<String, String> fields = new HashMap<>();
        try {
            for (String field : uri.substring(begin + 1).split("&", -1)) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                String value = equals < 0 ? "" : field.substring(equals + 1);
                fields.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
            return Optional.of(fields);
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private final class Answer implements Responder, EndlessBody {
        private final ChannelHandlerContext context;
        private final boolean keepAlive;

        Answer(ChannelHandlerContext context, boolean keepAlive) {
            this.context = context;
            this.keepAlive = keepAlive;
        }

        @Override
        public void later(Runnable gone) {
            waiting = Optional.of(gone);
        }

        @Override
        public void answer(int status, String contentType, String body) {
            waiting = Optional.empty();
            ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), bytes);
            if (status != 204) {
                response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
                response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
            }
            if (keepAlive) {
                context.writeAndFlush(response);
            } else {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public EndlessBody stream(String contentType, EndlessBody.Listener listener) {
            HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
            response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            context.writeAndFlush(response);
            endless = Optional.of(listener);
            return this;
        }

        @Override
        public boolean isWritable() {
            return context.channel().isWritable();
        }

        @Override
        public void write(String text) {
            context.writeAndFlush(new DefaultHttpContent(ByteBufUtil.writeUtf8(context.alloc(), text)));
        }

        @Override
        public void end() {
            context.close();
        }
    }
}
