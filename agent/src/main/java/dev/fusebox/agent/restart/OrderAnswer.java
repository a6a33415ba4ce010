package dev.fusebox.agent.restart;

import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.OrderResult;
import java.util.Optional;

/**
 * What to do about an order, and why. Pure.
 *
 * @param outcome OBEYED: it is to be kept, answered, and carried out, in this order
 * @param counted as what, unless it is obeyed
 * @param detail for people, empty if obeyed
 */
record OrderAnswer(OrderResult.Outcome outcome, RestartOutcome counted, String detail) {
    /**
     * Obeyed once per id, if it is meant for this pod, of the newest leader known, and can be carried out.
     *
     * @param ruleOnPod whether this agent's end restarts the pod's containers
     * @param ledger empty if it cannot be read
     */
    static OrderAnswer to(
            RestartOrder order, MemberId self, boolean ruleOnPod, Optional<RestartLedger> ledger, boolean clock) {
        if (!order.member().equals(self)) {
            return refused(RestartOutcome.REFUSED_ORDER, "this is pod " + self + ", not " + order.member());
        }
        if (ledger.isEmpty() || !clock) {
            return refused(
                    RestartOutcome.NO_LEDGER,
                    "what was restarted before cannot be read here: see the agent's log, and check --state-dir");
        }
        if (ledger.get().orders().contains(order.id())) {
            return new OrderAnswer(OrderResult.Outcome.REPEATED, RestartOutcome.REPEATED, "");
        }
        if (order.leaderEpoch() < ledger.get().leaderEpoch()) {
            return refused(
                    RestartOutcome.REFUSED_ORDER,
                    "leader epoch " + order.leaderEpoch() + " is over: "
                            + ledger.get().leaderEpoch() + " was seen");
        }
        if (!ruleOnPod) {
            return refused(
                    RestartOutcome.NO_RULE_ON_POD,
                    "the pod has no restart rule for the agent's exit code, or the agent no --restart-in-place");
        }
        return new OrderAnswer(OrderResult.Outcome.OBEYED, RestartOutcome.ORDER, "");
    }

    static OrderAnswer refused(RestartOutcome counted, String detail) {
        return new OrderAnswer(OrderResult.Outcome.REFUSED, counted, detail);
    }
}
