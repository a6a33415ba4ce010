package dev.fusebox.operator.ingest;

import dev.fusebox.proto.v1.OperatorMessage;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits for one agent: the newest roster of each group, and facts. Written only while the transport is ready, so that a slow agent
 * costs a bounded number of messages. Thread-safe.
 */
final class Outgoing {
    /** More than this is not worth keeping: the oldest goes. */
    static final int CAPACITY = 256;

    private final ServerCallStreamObserver<OperatorMessage> stream;
    private final Map<String, OperatorMessage> waiting = new LinkedHashMap<>();
    private boolean closed;

    Outgoing(ServerCallStreamObserver<OperatorMessage> stream) {
        this.stream = stream;
    }

    synchronized void offer(OperatorMessage message) {
        if (closed) {
            return;
        }
        waiting.remove(key(message));
        if (waiting.size() >= CAPACITY) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(key(message), message);
        drain();
    }

    synchronized void drain() {
        Iterator<OperatorMessage> messages = waiting.values().iterator();
        while (!closed && stream.isReady() && messages.hasNext()) {
            stream.onNext(messages.next());
            messages.remove();
        }
    }

    synchronized void close(io.grpc.Status status) {
        if (!closed) {
            closed = true;
            waiting.clear();
            stream.onError(status.asRuntimeException());
        }
    }

    /** The last word on this stream; what waited is not sent any more. */
    synchronized void refuse(OperatorMessage refusal, io.grpc.Status status) {
        if (!closed && stream.isReady()) {
            stream.onNext(refusal);
        }
        close(status);
    }

    /** The agent ended the stream. */
    synchronized void ended() {
        closed = true;
        waiting.clear();
    }

    /** Messages with equal keys replace each other. */
    private static String key(OperatorMessage message) {
        return switch (message.getBodyCase()) {
            case ROSTER -> "group/" + message.getRoster().getGroupEpoch().getGroup();
            case GROUP_REMOVED -> "group/" + message.getGroupRemoved().getGroup();
            case FACT ->
                "fact/" + message.getFact().getGroupEpoch().getGroup() + "/"
                        + message.getFact().getMember() + "/"
                        + message.getFact().getKind();
            case REFUSAL -> "refusal";
            case RESTART -> "restart/" + message.getRestart().getId();
            case CASES -> "cases";
            case BODY_NOT_SET -> "";
        };
    }
}
