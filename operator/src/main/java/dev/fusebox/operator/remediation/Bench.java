package dev.fusebox.operator.remediation;

import dev.fusebox.operator.health.judgement.Decision;
import java.util.Optional;

/** Who judges, and keeps the ledger. Calls may block for a moment; whoever does not answer in time has said no. */
public interface Bench {
    /** Judges a case with what was just read; empty if there is no such case any more. */
    Optional<Decision> again(Sighting sighting);

    /** What the ledger says, as it was just read; empty if it could not be. False if nobody knows what was spent. */
    boolean ledgerRead(Optional<String> text);

    /** Pays for an action, once per intent, and gives what the ledger shall say then; empty if it cannot be paid for. */
    Optional<String> pay(Proposal proposal, String intentId);

    /** The ledger could not be written: it is to be read anew before anything else. */
    void ledgerLost();

    /** An intent is written: the action is about to be carried out. */
    void planned(String group, Intent intent, Decision decision);
}
