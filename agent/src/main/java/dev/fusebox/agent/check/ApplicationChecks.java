package dev.fusebox.agent.check;

import dev.fusebox.agent.pod.ApplicationCheck;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.core.time.Nanos;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The checks of this pod's application that its groups ask for, one each. A failure of any is a failure of the application; it is back
 * when none fails any more. On the loop's thread.
 */
public final class ApplicationChecks {
    private final Around around;
    private final Look look;
    private final LongSupplier progress;
    private final TreeMap<String, Running> running = new TreeMap<>();
    private long succeeded;
    private long missed;
    private boolean failedTold;

    /** What it asks of the agent around it. */
    public interface Around {
        /** Once, so much later. */
        void after(long nanos, Runnable action);

        void failed(String reason);

        void recovered();
    }

    /**
     * Without checks yet.
     *
     * @param progress how often the application said that it gets on
     */
    public ApplicationChecks(Around around, Look look, LongSupplier progress) {
        this.around = around;
        this.look = look;
        this.progress = progress;
    }

    /** What a group's newest roster says. A check that is the same goes on as it was. */
    public void rules(PodRules rules) {
        String group = rules.groupEpoch().group();
        Running before = running.get(group);
        Optional<ApplicationCheck> wanted = rules.application();
        if (before != null && wanted.filter(before.check::equals).isPresent()) {
            return;
        }
        running.remove(group);
        wanted.ifPresent(check -> {
            Running next = new Running(group, check);
            running.put(group, next);
            next.again();
        });
        settle();
    }

    /** That group is no more. */
    public void removed(String group) {
        running.remove(group);
        settle();
    }

    /** Whether any check has succeeded yet. */
    public boolean armed() {
        return running.values().stream().anyMatch(r -> r.misses.armed());
    }

    public long succeeded() {
        return succeeded;
    }

    public long missed() {
        return missed;
    }

    private void settle() {
        Optional<Running> failing =
                running.values().stream().filter(r -> r.misses.failed()).findFirst();
        if (failing.isPresent() && !failedTold) {
            failedTold = true;
            around.failed(failing.get().reason());
        } else if (failing.isEmpty() && failedTold) {
            failedTold = false;
            around.recovered();
        }
    }

    /** One check, for as long as its group asks for it. */
    private final class Running {
        private final String group;
        private final ApplicationCheck check;
        private final Misses misses;
        private long progressBefore;

        Running(String group, ApplicationCheck check) {
            this.group = group;
            this.check = check;
            this.misses = new Misses(check.failureThreshold());
            this.progressBefore = progress.getAsLong();
        }

        /** The next look begins a period after the last one did, or when that ended: looks do not pile up. */
        void again() {
            around.after(Nanos.ofMillis(check.periodMilliseconds()), this::begin);
        }

        private void begin() {
            if (running.get(group) != this) {
                return;
            }
            if (check.kind() instanceof ApplicationCheck.Progress) {
                long now = progress.getAsLong();
                found(now > progressBefore);
                progressBefore = now;
            } else {
                look.begin(check.kind(), check.timeoutMilliseconds(), this::found);
            }
        }

        private void found(boolean well) {
            if (running.get(group) != this) {
                return;
            }
            if (well) {
                succeeded++;
            } else if (misses.armed()) {
                missed++;
            }
            if (misses.look(well) != Misses.Change.NONE) {
                settle();
            }
            again();
        }

        String reason() {
            String what =
                    switch (check.kind()) {
                        case ApplicationCheck.HttpGet get -> "GET " + get.path() + " on port " + get.port();
                        case ApplicationCheck.TcpPort tcp -> "connecting to port " + tcp.port();
                        case ApplicationCheck.GrpcPort grpc -> "gRPC health on port " + grpc.port();
                        case ApplicationCheck.Progress said -> "progress";
                    };
            return what.substring(0, Math.min(200, what.length())) + " missed " + check.failureThreshold() + " times";
        }
    }
}
