package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fusebox.operator.kubernetes.Requests.Reply;
import dev.fusebox.operator.remediation.Orders;
import dev.fusebox.operator.remediation.Read;
import dev.fusebox.operator.remediation.Remediator;
import dev.fusebox.operator.remediation.Result;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One life of an operator's process: the remediator with the real adapter over the model, each request a point at which a fault can be
 * put. Does what the hub does: settles what is unsettled, then proposes what is open.
 */
final class Leader {
    private final ActingWorld world;
    private final String name;
    private final IntFunction<Optional<Fault>> plan;
    private final ScriptedBench bench;
    private final Remediator remediator;
    private boolean unsettled = true;
    private int calls;

    /**
     * Begins.
     *
     * @param name in the leader's Lease
     * @param skewSeconds of its clock
     * @param plan what goes wrong with which call, counted from 1
     */
    Leader(ActingWorld world, String name, long skewSeconds, IntFunction<Optional<Fault>> plan) {
        this.world = world;
        this.name = name;
        this.plan = plan;
        this.bench = new ScriptedBench(world);
        Requests requests = new Requests(this::send);
        KubernetesApi api = new KubernetesApi(
                requests, "fusebox-system", name, () -> leading(requests.get(ActingWorld.LEADER)), () -> world.wall()
                        .plusSeconds(skewSeconds));
        this.remediator = new Remediator(
                api, this::order, bench, world::freshId, () -> world.wall().plusSeconds(skewSeconds));
    }

    static IntFunction<Optional<Fault>> noFault() {
        return call -> Optional.empty();
    }

    Remediator remediator() {
        return remediator;
    }

    int calls() {
        return calls;
    }

    boolean allowed(String intentId) {
        return bench.allowed(intentId);
    }

    /** One round; how it ended, if there was anything to do. */
    Optional<Result> round() {
        Optional<Result> result = unsettled
                ? remediator.recover(world.group())
                : world.open() ? Optional.of(remediator.carryOut(world.proposal())) : Optional.empty();
        unsettled = result.filter(r -> r.kind() == Result.Kind.OPEN).isPresent();
        world.tick();
        return result;
    }

    /** Rounds until nothing is left to do, and three more; false if it was deposed. */
    boolean work(int rounds) {
        int quiet = 0;
        for (int i = 0; i < rounds && quiet < 3; i++) {
            Optional<Result> result = round();
            if (result.filter(r -> r.kind() == Result.Kind.DEPOSED).isPresent()) {
                return false;
            }
            boolean isDone = !world.effects.isEmpty() || !world.open();
            quiet = isDone && !unsettled && world.storedIntent().isEmpty() ? quiet + 1 : 0;
        }
        return true;
    }

    private Read<Boolean> leading(Reply lease) {
        return lease.good()
                ? new Read.Found<>(
                        lease.body().at("/spec/holderIdentity").asText().equals(name))
                : new Read.Unknown<>("no answer");
    }

    private Reply send(String method, String path, String type, String body) {
        return call(() -> world.server.send(method, path, type, body), fault -> switch (fault) {
            case SERVER_ERROR -> new Reply(500, MissingNode.getInstance());
            case THROTTLED -> new Reply(429, MissingNode.getInstance());
            case STALE_READ -> method.equals("GET") ? stale(path) : world.server.send(method, path, type, body);
            default -> Reply.NONE;
        });
    }

    private Reply stale(String path) {
        return world.server.earlier(path).isMissingNode()
                ? new Reply(404, MissingNode.getInstance())
                : new Reply(200, world.server.earlier(path).deepCopy());
    }

    private Orders.Reply order(String podUid, String id, long leaderEpoch, String reason) {
        return call(
                () -> world.order(id, leaderEpoch) ? Orders.Reply.OBEYED : Orders.Reply.REPEATED,
                fault -> Orders.Reply.NONE);
    }

    private <T> T call(Supplier<T> effect, Function<Fault, T> instead) {
        Optional<Fault> fault = plan.apply(++calls);
        world.passSeconds(calls % 50 == 0 ? 1 : 0);
        if (fault.isEmpty()) {
            return acting(effect);
        }
        return switch (fault.get()) {
            case DIES_BEFORE -> throw new Fault.Death();
            case DIES_AFTER -> {
                acting(effect);
                throw new Fault.Death();
            }
            case REPLY_LOST -> {
                acting(effect);
                yield instead.apply(Fault.REPLY_LOST);
            }
            case REQUEST_LOST, SERVER_ERROR, THROTTLED -> instead.apply(fault.get());
            case STALE_READ -> acting(() -> instead.apply(Fault.STALE_READ));
            case PAUSED_BEFORE -> {
                another();
                yield acting(effect);
            }
            case PAUSED_AFTER -> {
                T reply = acting(effect);
                another();
                yield reply;
            }
        };
    }

    private <T> T acting(Supplier<T> effect) {
        Optional<Leader> before = world.acting;
        world.acting = Optional.of(this);
        try {
            return effect.get();
        } finally {
            world.acting = before;
        }
    }

    /** Meanwhile another process leads, long enough to end everything. */
    private void another() {
        world.passSeconds(20);
        world.lead("b");
        new Leader(world, "b", -20, noFault()).work(60);
    }
}
