package dev.fusebox.agent.peer;

import dev.fusebox.proto.v1.PeerGrpc;
import dev.fusebox.proto.v1.PeerMessage;
import dev.fusebox.proto.v1.ProbeQuery;
import dev.fusebox.proto.v1.ProbeReply;
import io.grpc.MethodDescriptor;
import java.util.Optional;

/** The two calls of {@code fusebox.v1.Peer}, with tolerant marshallers, and their limit. */
final class PeerMethods {
    static final MethodDescriptor<Optional<PeerMessage>, Optional<PeerMessage>> EXCHANGE =
            tolerant(PeerGrpc.getExchangeMethod());

    static final MethodDescriptor<Optional<ProbeQuery>, Optional<ProbeReply>> PROBE =
            tolerant(PeerGrpc.getProbeMethod());

    /** The largest message, in bytes. */
    static final int MAX_MESSAGE_BYTES = 64 * 1024;

    /** Headers carry nothing of ours. */
    static final int MAX_METADATA_BYTES = 8 * 1024;

    /** What a peer may have under way on one connection, in bytes. */
    static final int FLOW_CONTROL_BYTES = 128 * 1024;

    private PeerMethods() {}

    private static <Q, A> MethodDescriptor<Optional<Q>, Optional<A>> tolerant(MethodDescriptor<Q, A> strict) {
        return strict.toBuilder(
                        new TolerantMarshaller<>(strict.getRequestMarshaller()),
                        new TolerantMarshaller<>(strict.getResponseMarshaller()))
                .build();
    }
}
