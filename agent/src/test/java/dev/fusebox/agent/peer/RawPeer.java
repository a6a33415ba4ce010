package dev.fusebox.agent.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.fusebox.agent.wire.RawBytes;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.Hello;
import dev.fusebox.proto.v1.PeerGrpc;
import dev.fusebox.proto.v1.PeerMessage;
import dev.fusebox.proto.v1.ProbeQuery;
import dev.fusebox.proto.v1.Session;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A peer that sends whatever bytes a test likes, over a real socket. */
final class RawPeer extends ClientCall.Listener<byte[]> implements AutoCloseable {
    private static final long HANG_SECONDS = 30;

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new RawBytes();

    private final MemberId self;
    private final MemberId addressee;
    private final ManagedChannel channel;
    private final ClientCall<byte[], byte[]> call;
    private final BlockingQueue<PeerMessage> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> closed = new CompletableFuture<>();
    private long fence;

    RawPeer(String self, String addressee, int port) {
        this.self = new MemberId(self);
        this.addressee = new MemberId(addressee);
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .build();
        this.call = channel.newCall(
                PeerGrpc.getExchangeMethod().toBuilder(BYTES, BYTES).build(), CallOptions.DEFAULT);
        call.start(this, new Metadata());
        call.request(Integer.MAX_VALUE);
    }

    void hello() {
        send(PeerMessage.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(1)
                        .setMember(self.value())
                        .setAddressee(addressee.value())
                        .setSession(Session.newBuilder().setCounter(1).setRandom(7)))
                .build());
    }

    void send(PeerMessage frame) {
        send(frame.toByteArray());
    }

    void send(byte[] bytes) {
        call.sendMessage(bytes);
    }

    /** Returns when all that was sent before is processed: a probe goes behind it, and its answer comes back. */
    void awaitProcessed() throws InterruptedException {
        fence++;
        send(PeerMessage.newBuilder()
                .setProbeQuery(ProbeQuery.newBuilder()
                        .setAsker(self.value())
                        .setSubject(addressee.value())
                        .setNonce(fence))
                .build());
        while (true) {
            PeerMessage answer = answers.poll(HANG_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("no answer in " + HANG_SECONDS + " s");
            }
            if (answer.hasProbeReply() && answer.getProbeReply().getNonce() == fence) {
                return;
            }
        }
    }

    Status awaitClosed() throws Exception {
        return closed.get(HANG_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onMessage(byte[] message) {
        try {
            answers.add(PeerMessage.parseFrom(message));
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError("the agent itself sends garbage", broken);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        closed.complete(status);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
