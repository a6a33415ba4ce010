package dev.fusebox.agent;

import dev.fusebox.agent.local.LocalApi;
import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.proto.v1.ApplicationState;
import java.util.function.BooleanSupplier;

/** How the application beside this agent does, as far as it showed. On the loop's thread. */
final class Application implements NoticeListener {
    private final MemberId self;
    private final LocalApi local;
    private BooleanSupplier seen = () -> false;
    private boolean failed;
    private long openedAtFailure;

    Application(MemberId self, LocalApi local) {
        this.self = self;
        this.local = local;
    }

    /** What checks of it see: whether any succeeded yet. */
    void seenBy(BooleanSupplier succeededOnce) {
        seen = succeededOnce;
    }

    /** A check that failed succeeds again. */
    void recovered() {
        failed = false;
    }

    ApplicationState state() {
        if (failed()) {
            return ApplicationState.APPLICATION_FAILED_STATE;
        }
        return local.lifelinesOpened() > 0 || seen.getAsBoolean()
                ? ApplicationState.APPLICATION_HEALTHY
                : ApplicationState.APPLICATION_UNKNOWN;
    }

    /** How often it said that it makes progress. */
    long progress() {
        return local.progress();
    }

    /** The pod's termination has begun. After a failure that is its consequence, and no plan. */
    void terminationBegins() {
        if (!failed()) {
            local.leave("the pod terminates");
        }
    }

    @Override
    public void told(Notice notice, long nowNanos) {
        boolean own = notice instanceof Notice.MemberFailed n
                && n.verdict().subject().equals(self)
                && n.verdict().kind() == VerdictKind.APPLICATION_FAILED;
        if (own) {
            failed = true;
            openedAtFailure = local.lifelinesOpened();
        }
    }

    /** A lifeline that was opened since is a new life. */
    private boolean failed() {
        return failed && local.lifelinesOpened() == openedAtFailure;
    }
}
