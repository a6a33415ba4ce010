package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.health.judgement.RuleOutcome;
import dev.fusebox.operator.health.review.Docket;
import dev.fusebox.operator.health.review.Review;
import dev.fusebox.operator.remediation.Bench;
import dev.fusebox.operator.remediation.ClusterApi;
import dev.fusebox.operator.remediation.GroupRef;
import dev.fusebox.operator.remediation.Intent;
import dev.fusebox.operator.remediation.Job;
import dev.fusebox.operator.remediation.Orders;
import dev.fusebox.operator.remediation.Proposal;
import dev.fusebox.operator.remediation.Remediator;
import dev.fusebox.operator.remediation.Result;
import dev.fusebox.operator.remediation.Sighting;
import dev.fusebox.operator.roster.GroupSpec;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One operator without its threads: what it knows, what it decides, and the real remediation, all on one virtual clock. */
final class Replica implements Bench {
    final ClusterFacts facts = new ClusterFacts();
    final AgentBook book = new AgentBook();
    /** Whose streams it has. */
    final Set<String> attached = new HashSet<>();

    private final Remedies remedies = new Remedies((group, happening) -> {});
    private final Remediator remediator;
    private final LongSupplier clock;
    private final Supplier<Instant> wall;
    private long leadingSinceNanos = Long.MAX_VALUE;

    Replica(ClusterApi api, Supplier<String> ids, LongSupplier clock, Supplier<Instant> wall) {
        this.remediator = new Remediator(api, (pod, id, epoch, why) -> Orders.Reply.NONE, this, ids, wall);
        this.clock = clock;
        this.wall = wall;
    }

    boolean leads() {
        return leadingSinceNanos != Long.MAX_VALUE;
    }

    /** It begins to lead; an intent may have been left behind. */
    void lead(GroupRef group, boolean intentLeft) {
        leadingSinceNanos = clock.getAsLong();
        remedies.newTerm();
        if (intentLeft) {
            remedies.intentFound(group, clock.getAsLong());
        }
    }

    void follow() {
        leadingSinceNanos = Long.MAX_VALUE;
        remedies.newTerm();
    }

    /** Looks at everything once, and does the next job if there is one. */
    void turn(Docket docket) {
        remedies.look(List.of(docket), facts, book, post(), clock.getAsLong());
        Optional<Job> next = remedies.next(post(), clock.getAsLong());
        next.ifPresent(job -> {
            Optional<Result> result = remediator.run(job);
            remedies.finished(job, result, wall.get(), clock.getAsLong());
        });
    }

    /** What stands against acting now, of each decision. */
    List<String> against(GroupSpec spec) {
        return remedies.view(spec, facts.podsIn(spec.namespace()), facts, book, clock.getAsLong()).decisions().stream()
                .map(d -> d.action().name() + " "
                        + d.blockedBy().map(RuleOutcome::reason).orElse("allowed"))
                .toList();
    }

    @Override
    public Optional<Decision> again(Sighting sighting) {
        return remedies.again(sighting, facts, book, post(), clock.getAsLong());
    }

    @Override
    public boolean ledgerRead(Optional<String> text) {
        return remedies.ledgerRead(text, clock.getAsLong());
    }

    @Override
    public Optional<String> pay(Proposal proposal, String intentId) {
        return remedies.pay(proposal, intentId, facts, clock.getAsLong());
    }

    @Override
    public void ledgerLost() {
        remedies.ledgerLost();
    }

    @Override
    public void planned(String group, Intent intent, Decision decision) {
        remedies.planned(group, intent, decision);
    }

    private Review.Post post() {
        return new Review.Post(leads(), leads() ? clock.getAsLong() - leadingSinceNanos : 0, 0, false);
    }
}
