package dev.fusebox.agent.restart;

import dev.fusebox.agent.pod.PodRules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What outlives the restarts of this pod, with or without a folder behind it. On the loop's thread. */
public final class RestartMemory {
    private final Optional<LedgerFile> ledgerFile;
    private final Optional<RulesFile> rulesFile;
    private final BootClock clock;
    private Optional<RestartLedger> ledger;

    /**
     * Reads what is there.
     *
     * @param folder without one nothing outlives a restart
     */
    public RestartMemory(Optional<Path> folder, BootClock clock) {
        this.ledgerFile = folder.map(LedgerFile::new);
        this.rulesFile = folder.map(RulesFile::new);
        this.clock = clock;
        this.ledger = ledgerFile.flatMap(LedgerFile::read);
    }

    /** Empty where nobody can tell what was restarted before. */
    Optional<RestartLedger> ledger() {
        return ledger;
    }

    /** Now, in a time that outlives processes. */
    Optional<BootTime> now() {
        return clock.now();
    }

    /** Whether that outlives this process from now on. */
    boolean keep(RestartLedger newer) {
        if (newer.equals(ledger.orElse(null))) {
            return true;
        }
        boolean kept = ledgerFile.map(f -> f.write(newer)).orElse(false);
        if (kept) {
            ledger = Optional.of(newer);
        }
        return kept;
    }

    List<PodRules> rules() {
        return rulesFile.map(RulesFile::read).orElse(List.of());
    }

    void keep(Collection<PodRules> rules) {
        rulesFile.ifPresent(f -> f.write(rules));
    }
}
