package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.OperatorIngestGrpc;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.Session;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An agent that says what a test tells it to, byte by byte if need be, and keeps what it hears. */
final class FakeAgent implements AutoCloseable {
    private static final long HANG_SECONDS = 20;

    private final ManagedChannel channel;
    private final ClientCall<byte[], OperatorMessage> call;
    private final BlockingQueue<OperatorMessage> heard = new ArrayBlockingQueue<>(10_000);
    private final CompletableFuture<Status> closed = new CompletableFuture<>();

    FakeAgent(int port, boolean reading) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .directExecutor()
                .build();
        MethodDescriptor<byte[], OperatorMessage> attach = OperatorIngestGrpc.getAttachMethod().toBuilder(
                        new Bytes(), OperatorIngestGrpc.getAttachMethod().getResponseMarshaller())
                .build();
        call = channel.newCall(attach, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(OperatorMessage message) {
                        heard.add(message);
                        if (reading) {
                            call.request(1);
                        }
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        closed.complete(status);
                    }
                },
                new Metadata());
        if (reading) {
            call.request(1);
        }
    }

    static AgentMessage hello(String member, GroupReport... groups) {
        AgentHello.Builder hello = AgentHello.newBuilder()
                .setMember(member)
                .setNamespace("shop")
                .setPodName("pod-" + member)
                .setSession(Session.newBuilder().setCounter(1).setRandom(7));
        for (GroupReport group : groups) {
            hello.addGroups(group);
        }
        return AgentMessage.newBuilder().setHello(hello).build();
    }

    static AgentMessage report(String group, long epoch, FuseState fuse) {
        return AgentMessage.newBuilder()
                .setGroup(GroupReport.newBuilder()
                        .setGroupEpoch(GroupEpoch.newBuilder().setGroup(group).setEpoch(epoch))
                        .setRevision(1)
                        .setFuse(fuse))
                .build();
    }

    FakeAgent says(AgentMessage message) {
        return says(message.toByteArray());
    }

    FakeAgent says(byte[] bytes) {
        call.sendMessage(bytes);
        return this;
    }

    /** Reads that many more messages; for an agent that does not read by itself. */
    void reads(int count) {
        call.request(count);
    }

    OperatorMessage hears() throws InterruptedException {
        OperatorMessage message = heard.poll(HANG_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was heard");
        }
        return message;
    }

    Status isClosed() throws Exception {
        return closed.get(HANG_SECONDS, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    void breaks() {
        channel.shutdownNow();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException("reading a buffer in memory", impossible);
            }
        }
    }
}
