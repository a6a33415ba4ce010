package dev.fusebox.operator.health;

import dev.fusebox.operator.health.judgement.Action;
import dev.fusebox.operator.health.judgement.Decision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the decisions of each evaluation into what people are told: of each case and action every reason once, however often it comes
 * and goes while the case is open. Bounded by the open cases times the reasons that rules have. Not thread-safe.
 */
public final class Announcements {
    private static final String ALLOWED = "";

    private final Map<String, Set<String>> told = new HashMap<>();

    /** What is new in these, the newest decisions about open cases; one that is not among them now may be again. */
    public List<Happening> of(Collection<Decision> decisions) {
        List<Happening> news = new ArrayList<>();
        for (Decision decision : decisions) {
            if (!(decision.action() instanceof Action.None) && firstTime(decision)) {
                tell(decision, news);
            }
        }
        return news;
    }

    /** Forgets all other cases: they are closed. */
    public void retain(Set<String> open) {
        told.keySet().retainAll(open);
    }

    private boolean firstTime(Decision decision) {
        String reason = decision.blockedBy().map(rule -> rule.reason()).orElse(ALLOWED);
        return told.computeIfAbsent(decision.caseUid(), uid -> new HashSet<>())
                .add(decision.action().name() + "/" + reason);
    }

    private static void tell(Decision decision, List<Happening> news) {
        decision.blockedBy()
                .ifPresentOrElse(
                        rule -> news.add(new Happening.ActionSkipped(decision.action(), rule.reason(), rule.message())),
                        () -> {
                            // What is allowed and no dry run is told by whoever carries it out.
                            if (decision.dryRun()) {
                                news.add(new Happening.DryRun(decision.action()));
                            }
                        });
    }
}
