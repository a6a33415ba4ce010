package dev.fusebox.agent.restart;

import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.roster.GroupEpoch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What must be known of this pod's restarts across them. Immutable; lists hold the newest last, and forget the oldest.
 *
 * @param restarts when, at most {@value RestartRule#MAX_ACTIONS}: no budget allows more
 * @param epochs burnt epochs that led to a restart, at most {@value #MAX_EPOCHS}: none does twice
 * @param planned burnt epochs that shall lead to one, at most {@value #MAX_EPOCHS}
 * @param orders ids of obeyed orders, at most {@value #MAX_ORDERS}
 * @param leaderEpoch the highest of an order
 * @param byFate how many restarts followed from a burn, ever
 * @param byOrder how many were ordered, ever
 */
public record RestartLedger(
        List<BootTime> restarts,
        List<GroupEpoch> epochs,
        List<GroupEpoch> planned,
        List<String> orders,
        long leaderEpoch,
        long byFate,
        long byOrder) {
    static final int MAX_EPOCHS = 256;
    static final int MAX_ORDERS = 256;

    /** A pod that never restarted. */
    public static final RestartLedger EMPTY = new RestartLedger(List.of(), List.of(), List.of(), List.of(), 0, 0, 0);

    public RestartLedger {
        restarts = newest(restarts, RestartRule.MAX_ACTIONS);
        epochs = newest(epochs, MAX_EPOCHS);
        planned = newest(planned, MAX_EPOCHS);
        orders = newest(orders, MAX_ORDERS);
        if (leaderEpoch < 0 || byFate < 0 || byOrder < 0) {
            throw new IllegalArgumentException("a ledger does not count below zero");
        }
    }

    /** How many restarts may still have been within the window that ends now. */
    long within(int windowSeconds, BootTime now) {
        return restarts.stream()
                .filter(at -> now.leastAgeMillis(at) < windowSeconds * 1_000L)
                .count();
    }

    RestartLedger planning(GroupEpoch burnt) {
        return planned.contains(burnt)
                ? this
                : new RestartLedger(restarts, epochs, and(planned, burnt), orders, leaderEpoch, byFate, byOrder);
    }

    RestartLedger dropping(Collection<GroupEpoch> dropped) {
        return new RestartLedger(restarts, epochs, without(planned, dropped), orders, leaderEpoch, byFate, byOrder);
    }

    /** One restart for all these epochs. */
    RestartLedger restarted(Collection<GroupEpoch> burnt, BootTime now) {
        List<GroupEpoch> all = new ArrayList<>(epochs);
        all.addAll(burnt);
        return new RestartLedger(
                and(restarts, now), all, without(planned, burnt), orders, leaderEpoch, byFate + 1, byOrder);
    }

    /** One restart by order, which serves those that are planned as well. */
    RestartLedger obeyed(String order, BootTime now) {
        List<GroupEpoch> all = new ArrayList<>(epochs);
        all.addAll(planned);
        return new RestartLedger(
                and(restarts, now), all, List.of(), and(orders, order), leaderEpoch, byFate, byOrder + 1);
    }

    /** An order that is carried out by a restart that has begun already. */
    RestartLedger alsoObeyed(String order) {
        return new RestartLedger(restarts, epochs, planned, and(orders, order), leaderEpoch, byFate, byOrder);
    }

    RestartLedger led(long by) {
        return new RestartLedger(restarts, epochs, planned, orders, Math.max(leaderEpoch, by), byFate, byOrder);
    }

    private static <T> List<T> and(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    private static <T> List<T> without(List<T> list, Collection<T> some) {
        List<T> shorter = new ArrayList<>(list);
        shorter.removeAll(some);
        return shorter;
    }

    private static <T> List<T> newest(List<T> list, int max) {
        return List.copyOf(list.subList(Math.max(0, list.size() - max), list.size()));
    }
}
