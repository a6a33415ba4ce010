package dev.fusebox.agent.check;

import dev.fusebox.agent.pod.ApplicationCheck;
import java.util.function.Consumer;

/** Looks once. */
@FunctionalInterface
public interface Look {
    /** Begins, and says once whether the application is well, within the timeout; on the loop's thread. Never blocks. */
    void begin(ApplicationCheck.Kind kind, int timeoutMilliseconds, Consumer<Boolean> well);
}
