package dev.fusebox.agent.notice;

import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.MemberId;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * {@code --events}: a line {@code EV <nanoTime> UP|SUSPECT|DOWN|LEFT|RECOVERED|BURN <member id> [detail]} for each notice, at the moment
 * an application's callback would run. It writes on the loop's thread, so whoever asks for it must read.
 */
public final class EventPrinter implements NoticeListener {
    private final PrintStream out;
    private final LongSupplier clock;

    public EventPrinter(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void told(Notice notice, long nowNanos) {
        line(notice).ifPresent(line -> {
            out.println("EV " + clock.getAsLong() + " " + line);
            out.flush();
        });
    }

    private static Optional<String> line(Notice notice) {
        return switch (notice) {
            case Notice.MemberJoined n -> Optional.of("UP " + n.subject());
            case Notice.MemberRefuted n -> Optional.of("UP " + n.subject() + " refuted");
            case Notice.MemberSuspected n ->
                Optional.of("SUSPECT " + n.subject() + " votes=" + n.votes() + "/" + n.observers());
            case Notice.MemberFailed n ->
                Optional.of("DOWN " + n.verdict().subject() + " " + n.verdict().kind() + " votes=" + n.votes() + "/"
                        + n.observers());
            case Notice.MemberLeft n -> Optional.of("LEFT " + n.subject());
            case Notice.MemberRecovered n -> Optional.of("RECOVERED " + n.subject());
            case Notice.FuseBurnt n ->
                Optional.of(
                        "BURN " + about(n.cause()) + " epoch=" + n.groupEpoch().epoch() + " " + words(n.cause()));
            case Notice.MembersReported n -> Optional.empty();
            case Notice.MemberMissing n -> Optional.empty();
            case Notice.LinkDegraded n -> Optional.empty();
            case Notice.RosterAcknowledged n -> Optional.empty();
            case Notice.FuseIntact n -> Optional.empty();
        };
    }

    private static MemberId about(Cause cause) {
        return cause.subjects().isEmpty() ? cause.origin() : cause.subjects().get(0);
    }

    static String words(Cause cause) {
        return cause.kind()
                + cause.verdict().map(verdict -> " " + verdict).orElse("")
                + " origin=" + cause.origin()
                + (cause.detail().isEmpty() ? "" : " " + cause.detail());
    }
}
