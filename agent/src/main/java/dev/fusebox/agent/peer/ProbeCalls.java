package dev.fusebox.agent.peer;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.count.Drop;
import dev.fusebox.agent.wire.ProbeCodec;
import dev.fusebox.core.member.Counter;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.proto.v1.ProbeQuery;
import dev.fusebox.proto.v1.ProbeReply;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Probes of others that wait for this member's answer, by token. Bounded; the asker's deadline removes what is not answered. */
final class ProbeCalls {
    /** Every member of a full mesh of sixteen asks a few times. */
    static final int MAX_AT_ONCE = 64;

    private final Consumer<Input> inputs;
    private final Counts counts;
    private final Map<Long, ServerCall<Optional<ProbeQuery>, Optional<ProbeReply>>> waiting = new HashMap<>();
    private long lastToken;

    ProbeCalls(Consumer<Input> inputs, Counts counts) {
        this.inputs = inputs;
        this.counts = counts;
    }

    ServerCall.Listener<Optional<ProbeQuery>> accept(ServerCall<Optional<ProbeQuery>, Optional<ProbeReply>> call) {
        long token = ++lastToken;
        if (waiting.size() >= MAX_AT_ONCE) {
            counts.count(Drop.PROBE_LIMIT);
            call.close(Status.RESOURCE_EXHAUSTED.withDescription("too many probes at once"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        waiting.put(token, call);
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(Optional<ProbeQuery> frame) {
                Optional<Message.ProbeQuery> query = frame.flatMap(ProbeCodec::query);
                if (query.isEmpty()) {
                    counts.count(Counter.DROPPED_MALFORMED);
                    if (waiting.remove(token) != null) {
                        call.close(Status.INVALID_ARGUMENT.withDescription("malformed probe"), new Metadata());
                    }
                    return;
                }
                inputs.accept(new Input.FreshProbeReceived(token, query.get()));
            }

            @Override
            public void onCancel() {
                waiting.remove(token);
            }
        };
    }

    void answer(long token, Message.ProbeReply reply) {
        var call = waiting.remove(token);
        if (call != null) {
            call.sendHeaders(new Metadata());
            call.sendMessage(Optional.of(ProbeCodec.encode(reply)));
            call.close(Status.OK, new Metadata());
        }
    }
}
