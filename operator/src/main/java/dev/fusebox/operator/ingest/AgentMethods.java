package dev.fusebox.operator.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.OperatorIngestGrpc;
import dev.fusebox.proto.v1.OperatorMessage;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The service's method with a reader that never throws: what cannot be read is a fact to count, not a reason to break the stream. */
final class AgentMethods {
    /** The longest message of an agent, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    /** What came up the stream. */
    sealed interface Incoming {
        /** A message. */
        record Read(AgentMessage message) implements Incoming {}

        /** Something else. */
        record Unreadable(Drop why) implements Incoming {}
    }

    static final MethodDescriptor<Incoming, OperatorMessage> ATTACH = OperatorIngestGrpc.getAttachMethod().toBuilder(
                    new Reader(), OperatorIngestGrpc.getAttachMethod().getResponseMarshaller())
            .build();

    private AgentMethods() {}

    private static final class Reader implements MethodDescriptor.Marshaller<Incoming> {
        @Override
        public InputStream stream(Incoming value) {
            throw new UnsupportedOperationException("the operator only reads these");
        }

        @Override
        public Incoming parse(InputStream stream) {
            try {
                byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
                return bytes.length > MAX_BYTES
                        ? new Incoming.Unreadable(Drop.OVERSIZED)
                        : new Incoming.Read(AgentMessage.parseFrom(bytes));
            } catch (InvalidProtocolBufferException malformed) {
                return new Incoming.Unreadable(Drop.MALFORMED);
            } catch (IOException impossible) {
                throw new UncheckedIOException("reading a buffer in memory", impossible);
            }
        }
    }
}
