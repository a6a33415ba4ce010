package dev.fusebox.agent.restart;

import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.time.Nanos;
import dev.fusebox.proto.v1.OrderResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Restarts this pod's containers where a burn or the operator asks for it: decides, keeps that on disk, says goodbye, and ends with {@value
 * #EXIT_CODE}. Nothing is restarted that could not be counted. On the loop's thread.
 */
public final class Restarts implements NoticeListener {
    /** The agent's exit code for which the pod's rule restarts all containers. */
    public static final int EXIT_CODE = 88;

    /** So long at least, for words that are on their way out of this process. */
    static final long SHORTEST_FAREWELL_NANOS = Nanos.ofMillis(50);

    /** So long at most: a peer that is dead acknowledges nothing. */
    static final long LONGEST_FAREWELL_NANOS = Nanos.ofMillis(1_000);

    private static final long LOOK_NANOS = Nanos.ofMillis(20);
    private static final Logger LOG = Logger.getLogger(Restarts.class.getName());

    private final MemberId self;
    private final boolean ruleOnPod;
    private final RestartMemory memory;
    private final Pod pod;
    private final LocalFate fate = new LocalFate();
    private final Map<RestartOutcome, Long> counts = new EnumMap<>(RestartOutcome.class);
    private boolean ending;
    private boolean terminating;
    private long endBegunNanos;

    /** What it asks of the agent around it. */
    public interface Pod {
        /** Monotonic. */
        long nowNanos();

        /** Once, so much later. */
        void after(long nanos, Runnable action);

        /** Tells peers that what follows in burnt epochs is no failure. */
        void takeLeave();

        /** Whether all that must arrive at peers and operator is on its way. */
        boolean said();

        void answer(OrderResult result);

        /** Ends this process with {@link #EXIT_CODE}. */
        void end();
    }

    /**
     * Restarts that have not begun.
     *
     * @param ruleOnPod whether the pod says that the exit code restarts its containers: without, the agent alone would be restarted
     */
    public Restarts(MemberId self, boolean ruleOnPod, RestartMemory memory, Pod pod) {
        this.self = self;
        this.ruleOnPod = ruleOnPod;
        this.memory = memory;
        this.pod = pod;
    }

    /** Takes up what an earlier session of this agent planned and did not come to do. */
    public void begin() {
        memory.rules().forEach(fate::rules);
        List<GroupEpoch> planned = memory.ledger().map(RestartLedger::planned).orElse(List.of());
        List<GroupEpoch> over = planned.stream()
                .filter(epoch -> !fate.plan(epoch, pod.nowNanos()))
                .toList();
        superseded(over);
        planned.forEach(epoch -> pod.after(waitNanos(), this::look));
    }

    /** What rosters said last, of all groups. */
    public Collection<PodRules> known() {
        return fate.all();
    }

    /** Whether this pod's containers are about to be restarted: their application is not there to form a new epoch with. */
    public boolean pending() {
        return fate.pending() || ending;
    }

    /** How often it came to that; what ended this process is counted across restarts. */
    public long count(RestartOutcome outcome) {
        return switch (outcome) {
            case BURN -> memory.ledger().map(RestartLedger::byFate).orElse(0L);
            case ORDER -> memory.ledger().map(RestartLedger::byOrder).orElse(0L);
            default -> counts.getOrDefault(outcome, 0L);
        };
    }

    /** The pod itself ends: there is nothing left to restart. */
    public void terminating() {
        terminating = true;
        fate.stop();
    }

    /** What a group's newest roster says. */
    public void rules(PodRules newest) {
        Collection<PodRules> before = fate.all();
        superseded(fate.rules(newest));
        keepIfChanged(before);
    }

    /** That group is no more. */
    public void removed(String group) {
        Collection<PodRules> before = fate.all();
        superseded(fate.removed(group));
        keepIfChanged(before);
    }

    @Override
    public void told(Notice notice, long nowNanos) {
        if (!(notice instanceof Notice.FuseBurnt burnt) || ending || terminating) {
            return;
        }
        GroupEpoch epoch = burnt.groupEpoch();
        Optional<RestartLedger> ledger = memory.ledger();
        boolean done = ledger.filter(l -> l.epochs().contains(epoch)).isPresent();
        if (!done && fate.burnt(epoch, burnt.cause().kind(), nowNanos)) {
            ledger.ifPresent(l -> memory.keep(l.planning(epoch)));
            pod.after(waitNanos(), this::look);
        }
    }

    /** An order of the operator. */
    public void order(RestartOrder order) {
        Optional<RestartLedger> ledger = memory.ledger();
        Optional<BootTime> now = memory.now();
        OrderAnswer answer = terminating
                ? OrderAnswer.refused(RestartOutcome.REFUSED_ORDER, "the pod terminates")
                : OrderAnswer.to(order, self, ruleOnPod, ledger, now.isPresent());
        if (answer.outcome() == OrderResult.Outcome.OBEYED) {
            RestartLedger obeyed = ending
                    ? ledger.orElseThrow().alsoObeyed(order.id())
                    : ledger.orElseThrow().obeyed(order.id(), now.orElseThrow());
            if (!memory.keep(obeyed.led(order.leaderEpoch()))) {
                answer = OrderAnswer.refused(RestartOutcome.NO_LEDGER, "the restart cannot be kept on disk");
            }
        }
        pod.answer(OrderResult.newBuilder()
                .setId(order.id())
                .setOutcome(answer.outcome())
                .setDetail(answer.detail())
                .build());
        LOG.info("order " + order.id() + " to restart this pod's containers (" + order.reason() + "): "
                + answer.outcome() + (answer.detail().isEmpty() ? "" : ", " + answer.detail()));
        if (answer.outcome() == OrderResult.Outcome.OBEYED) {
            end();
        } else {
            count(answer.counted(), 1);
        }
    }

    private void look() {
        List<GroupEpoch> due = fate.takeDue(pod.nowNanos());
        if (due.isEmpty() || ending) {
            return;
        }
        List<GroupEpoch> refused = new ArrayList<>();
        for (GroupEpoch epoch : due) {
            Optional<RestartOutcome> refusal = refusal(fate.rule(epoch));
            if (refusal.isEmpty()) {
                // One restart serves them all, and each that waits.
                restart(epoch, due);
                return;
            }
            refused.add(epoch);
            count(refusal.get(), 1);
            LOG.warning(epoch + " burnt, and this pod's containers are not restarted: " + why(refusal.get()));
        }
        memory.ledger().ifPresent(l -> memory.keep(l.dropping(refused)));
    }

    private Optional<RestartOutcome> refusal(RestartRule rule) {
        if (!rule.allowed()) {
            return Optional.of(RestartOutcome.NOT_ALLOWED);
        }
        if (!ruleOnPod) {
            return Optional.of(RestartOutcome.NO_RULE_ON_POD);
        }
        Optional<RestartLedger> ledger = memory.ledger();
        Optional<BootTime> now = memory.now();
        if (ledger.isEmpty() || now.isEmpty()) {
            return Optional.of(RestartOutcome.NO_LEDGER);
        }
        return ledger.get().within(rule.windowSeconds(), now.get()) < rule.maxActions()
                ? Optional.empty()
                : Optional.of(RestartOutcome.BUDGET);
    }

    private static String why(RestartOutcome refusal) {
        return switch (refusal) {
            case NOT_ALLOWED -> "the operator did not allow it, as last heard";
            case NO_RULE_ON_POD -> "the agent runs without --restart-in-place";
            case NO_LEDGER -> "what was restarted before cannot be read; check --state-dir";
            case BUDGET -> "spec.remediation.maxActions restarts were within windowSeconds";
            case BURN, ORDER, REPEATED, SUPERSEDED, REFUSED_ORDER -> refusal.name();
        };
    }

    private void restart(GroupEpoch epoch, List<GroupEpoch> due) {
        RestartLedger ledger = memory.ledger().orElseThrow();
        List<GroupEpoch> served = new ArrayList<>(ledger.planned());
        due.stream().filter(e -> !served.contains(e)).forEach(served::add);
        if (!memory.keep(ledger.restarted(served, memory.now().orElseThrow()))) {
            count(RestartOutcome.NO_LEDGER, 1);
            return;
        }
        LOG.info(epoch + " burnt: this pod's containers are restarted in place");
        end();
    }

    private void end() {
        if (ending) {
            return;
        }
        ending = true;
        fate.stop();
        endBegunNanos = pod.nowNanos();
        pod.takeLeave();
        pod.after(SHORTEST_FAREWELL_NANOS, this::endWhenSaid);
    }

    private void endWhenSaid() {
        if (terminating) {
            // The pod goes down, and takes its containers with it.
            return;
        }
        if (pod.said() || pod.nowNanos() - endBegunNanos >= LONGEST_FAREWELL_NANOS) {
            pod.end();
        } else {
            pod.after(LOOK_NANOS, this::endWhenSaid);
        }
    }

    private void superseded(List<GroupEpoch> epochs) {
        if (!epochs.isEmpty()) {
            count(RestartOutcome.SUPERSEDED, epochs.size());
            memory.ledger().ifPresent(l -> memory.keep(l.dropping(epochs)));
        }
    }

    private void keepIfChanged(Collection<PodRules> before) {
        Collection<PodRules> after = fate.all();
        if (!after.equals(before)) {
            memory.keep(after);
        }
    }

    private long waitNanos() {
        return Math.max(0, fate.nextDeadlineNanos() - pod.nowNanos());
    }

    private void count(RestartOutcome outcome, long times) {
        counts.merge(outcome, times, Long::sum);
    }
}
