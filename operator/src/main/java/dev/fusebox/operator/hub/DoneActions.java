package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.RemediationView;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.remediation.Intent;
import dev.fusebox.operator.remediation.Result;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The newest actions of each group that ended. Not thread-safe. */
final class DoneActions {
    private static final int MOST = 10;

    private final Map<String, Deque<RemediationView.Done>> done = new HashMap<>();

    /** One ended. */
    void keep(Docket docket, Intent intent, Result result, Instant wall) {
        long epoch = docket.toJudge().stream()
                .filter(c -> c.uid().equals(intent.caseUid()))
                .mapToLong(Case::epoch)
                .findFirst()
                .orElse(docket.state().epoch());
        Deque<RemediationView.Done> all = done.computeIfAbsent(docket.spec().key(), g -> new ArrayDeque<>());
        all.addFirst(new RemediationView.Done(
                intent.caseUid(), epoch, intent.action(), result.kind().text(), wall));
        while (all.size() > MOST) {
            all.removeLast();
        }
    }

    /** Of that group, newest first. */
    List<RemediationView.Done> of(String group) {
        return List.copyOf(done.getOrDefault(group, new ArrayDeque<>()));
    }

    /** Forgets all other groups. */
    void retain(Set<String> groups) {
        done.keySet().retainAll(groups);
    }
}
