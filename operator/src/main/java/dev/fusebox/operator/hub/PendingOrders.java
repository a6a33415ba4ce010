package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.Push;
import dev.fusebox.operator.remediation.Orders;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.OrderResult;
import dev.fusebox.proto.v1.RestartOrder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Orders that wait for their agents' word. Thread-safe. */
final class PendingOrders implements Orders {
    private static final int WAIT_SECONDS = 4;
    private static final int MAX_REASON = 256;

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final Consumer<Push> sender;

    private record Pending(String podUid, CompletableFuture<Reply> reply) {}

    PendingOrders(Consumer<Push> sender) {
        this.sender = sender;
    }

    @Override
    public Reply restart(String podUid, String id, long leaderEpoch, String reason) {
        Pending order = new Pending(podUid, new CompletableFuture<>());
        pending.put(id, order);
        try {
            sender.accept(new Push(
                    podUid,
                    OperatorMessage.newBuilder()
                            .setRestart(RestartOrder.newBuilder()
                                    .setId(id)
                                    .setMember(podUid)
                                    .setLeaderEpoch(leaderEpoch)
                                    .setReason(reason.substring(0, Math.min(MAX_REASON, reason.length()))))
                            .build()));
            return order.reply().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Reply.NONE;
        } catch (ExecutionException | TimeoutException none) {
            return Reply.NONE;
        } finally {
            pending.remove(id, order);
        }
    }

    /** An agent's word about an order; only that of the agent that was told counts. */
    void result(String uid, OrderResult result) {
        Pending order = pending.get(result.getId());
        if (order != null && order.podUid().equals(uid)) {
            order.reply()
                    .complete(
                            switch (result.getOutcome()) {
                                case OBEYED -> Reply.OBEYED;
                                case REPEATED -> Reply.REPEATED;
                                case REFUSED -> Reply.REFUSED;
                                case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> Reply.NONE;
                            });
        }
    }
}
