package dev.fusebox.agent.notice;

import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.time.Nanos;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One line in the log for each transition, with group and epoch. */
public final class TransitionLog implements NoticeListener {
    private static final Logger LOG = Logger.getLogger(TransitionLog.class.getName());

    @Override
    public void told(Notice notice, long nowNanos) {
        switch (notice) {
            case Notice.MemberSuspected n ->
                log(Level.INFO, n, n.subject() + " suspected, " + n.votes() + " of " + n.observers() + " votes");
            case Notice.MemberRefuted n -> log(Level.INFO, n, n.subject() + " refuted");
            case Notice.MemberFailed n ->
                log(
                        Level.WARNING,
                        n,
                        n.verdict().subject() + " failed: " + n.verdict().kind() + " "
                                + n.verdict().detail());
            case Notice.MembersReported n -> log(Level.INFO, n, "failed together: " + n.subjects());
            case Notice.MemberLeft n -> log(Level.INFO, n, n.subject() + " left");
            case Notice.MemberRecovered n -> log(Level.INFO, n, n.subject() + " recovered");
            case Notice.MemberJoined n -> log(Level.INFO, n, n.subject() + " heard for the first time");
            case Notice.MemberMissing n -> log(Level.WARNING, n, n.subject() + " missing: never heard");
            case Notice.LinkDegraded n ->
                log(
                        Level.WARNING,
                        n,
                        n.blindObservers().isEmpty()
                                ? "links to " + n.subject() + " well again"
                                : n.subject() + " not seen by " + n.blindObservers());
            case Notice.RosterAcknowledged n -> log(Level.INFO, n, "roster revision " + n.revision() + " in force");
            case Notice.FuseIntact n -> log(Level.INFO, n, "fuse intact, revision " + n.revision());
            case Notice.FuseBurnt n ->
                log(
                        Level.WARNING,
                        n,
                        "fuse burnt: " + EventPrinter.words(n.cause()) + ", subjects "
                                + n.cause().subjects() + ", " + Nanos.toMillis(n.detectionNanos())
                                + " ms after the first suspicion");
        }
    }

    private static void log(Level level, Notice notice, String what) {
        LOG.log(level, () -> notice.groupEpoch() + " " + what);
    }
}
