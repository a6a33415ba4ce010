package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.health.judgement.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decisions as people see them: one is replaced when its reason changes, not when a figure in it does, and it is told when its reason has
 * stood for a while. Not thread-safe; time is an argument.
 */
final class SettledDecisions {
    /** A reason that came and went within it was only on the way to another one: streams and Leases are seen to end that late. */
    static final long SETTLED_NANOS = 10_000_000_000L;

    private final Map<Key, Shown> shown = new HashMap<>();

    private record Key(Target target, String caseUid) {}

    private record Shown(Decision decision, String reason, long sinceNanos, Decision settled) {}

    /** The newest decisions of one group; gives those that are settled, each as it was when its reason came up. */
    List<Decision> look(List<Decision> newest, long nowNanos) {
        List<Decision> settled = new ArrayList<>();
        for (Decision decision : newest) {
            Target target = target(decision);
            // What only waits for a fresh look is shown as that look found it.
            if (!decision.worthTrying()) {
                put(target, decision, nowNanos);
            }
            Key key = new Key(target, decision.caseUid());
            Shown known = shown.get(key);
            if (known != null && nowNanos - known.sinceNanos() >= SETTLED_NANOS) {
                shown.put(key, new Shown(known.decision(), known.reason(), known.sinceNanos(), known.decision()));
                settled.add(known.decision());
            }
        }
        return settled;
    }

    /** What was decided just now. */
    void put(Target target, Decision decision, long nowNanos) {
        Key key = new Key(target, decision.caseUid());
        String reason = decision.blockedBy().map(RuleOutcome::reason).orElse("");
        Shown known = shown.get(key);
        if (known == null || !known.reason().equals(reason)) {
            shown.put(key, new Shown(decision, reason, nowNanos, known == null ? decision : known.settled()));
        }
    }

    /** What people see about the node and the pod of a case. */
    List<Decision> of(String caseUid) {
        return List.of(Target.NODE, Target.POD).stream()
                .flatMap(target -> Optional.ofNullable(shown.get(new Key(target, caseUid))).stream())
                .map(Shown::settled)
                .toList();
    }

    /** Whether what people see about the pod of that case has stood long enough to be told. */
    boolean told(String caseUid, long nowNanos) {
        Shown known = shown.get(new Key(Target.POD, caseUid));
        return known != null
                && known.settled().equals(known.decision())
                && nowNanos - known.sinceNanos() >= SETTLED_NANOS;
    }

    /** Forgets all other cases. */
    void retain(Set<String> cases) {
        shown.keySet().removeIf(key -> !cases.contains(key.caseUid()));
    }

    static Target target(Decision decision) {
        return decision.action() instanceof Action.OnNode ? Target.NODE : Target.POD;
    }
}
