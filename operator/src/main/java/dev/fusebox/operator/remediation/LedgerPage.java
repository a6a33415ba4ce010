package dev.fusebox.operator.remediation;

import dev.fusebox.operator.remediation.Result.Kind;
import java.util.Optional;

/** The ledger on the API server, read and written under its version. Not thread-safe. */
final class LedgerPage {
    private final ClusterApi api;
    private final Bench bench;
    private Optional<String> version = Optional.empty();

    LedgerPage(ClusterApi api, Bench bench) {
        this.api = api;
        this.bench = bench;
    }

    /** Reads it for the bench; false if nobody knows what was spent. */
    boolean read() {
        return bench.ledgerRead(text());
    }

    private Optional<String> text() {
        return switch (api.ledger()) {
            case Read.Found<ClusterApi.LedgerNow>(ClusterApi.LedgerNow now) -> {
                version = Optional.of(now.resourceVersion());
                yield Optional.of(now.text());
            }
            case Read.Absent<ClusterApi.LedgerNow> absent -> {
                version = Optional.of("");
                yield Optional.of("");
            }
            case Read.Unknown<ClusterApi.LedgerNow> unknown -> {
                version = Optional.empty();
                yield Optional.empty();
            }
        };
    }

    /** Empty if it is paid for. Paying twice under one id costs once, so whoever does not know tries again. */
    Optional<Result> pay(Proposal proposal, Intent intent) {
        Optional<String> text = bench.pay(proposal, intent.id());
        if (text.isEmpty()) {
            bench.ledgerLost();
            return Optional.of(Result.of(Kind.NOT_ALLOWED, "it could not be paid for"));
        }
        Answer answer = version.map(known -> api.writeLedger(text.get(), known)).orElse(Answer.UNCERTAIN);
        if (answer != Answer.DONE) {
            bench.ledgerLost();
        }
        return switch (answer) {
            case DONE -> Optional.empty();
            case FORBIDDEN -> Optional.of(Result.of(Kind.FORBIDDEN, "update configmaps"));
            case CONFLICT, ABSENT, REFUSED, UNCERTAIN ->
                Optional.of(Result.of(Kind.OPEN, "nobody knows whether it is paid for"));
        };
    }

    /** Writes it anew, after a person has resumed a group. */
    Result rewrite(String text) {
        boolean known = text().isPresent() && version.isPresent();
        if (known && api.writeLedger(text, version.get()) == Answer.DONE) {
            return Result.of(Kind.DONE, "the ledger");
        }
        bench.ledgerLost();
        return Result.of(Kind.OPEN, "the ledger could not be written");
    }
}
