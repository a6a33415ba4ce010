package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.judgement.Decision;
import dev.fusebox.operator.remediation.Bench;
import dev.fusebox.operator.remediation.Intent;
import dev.fusebox.operator.remediation.Proposal;
import dev.fusebox.operator.remediation.Sighting;
import java.util.Optional;

/** The bench as seen from the thread of remediation: each question is asked on the hub's. */
record HubBench(Hub hub) implements Bench {
    @Override
    public Optional<Decision> again(Sighting sighting) {
        return hub.ask(() -> hub.again(sighting)).flatMap(d -> d);
    }

    @Override
    public boolean ledgerRead(Optional<String> text) {
        return hub.ask(() -> hub.remedies().ledgerRead(text, hub.nowNanos())).orElse(false);
    }

    @Override
    public Optional<String> pay(Proposal proposal, String intentId) {
        return hub.ask(() -> hub.pay(proposal, intentId)).flatMap(t -> t);
    }

    @Override
    public void ledgerLost() {
        hub.ask(() -> {
            hub.remedies().ledgerLost();
            return true;
        });
    }

    @Override
    public void planned(String group, Intent intent, Decision decision) {
        hub.ask(() -> {
            hub.remedies().planned(group, intent, decision);
            return true;
        });
    }
}
