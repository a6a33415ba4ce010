package dev.fusebox.agent.pod;

/**
 * When this agent may restart its own pod's containers without asking anybody.
 *
 * @param allowed mode Enforce, no pause, no opt-out, and nobody else restarts this pod
 * @param delayMilliseconds between telling the application and the restart, 0 to 600000: so long it may flush
 * @param maxActions restarts in each window, 1 to 1000
 * @param windowSeconds 1 to 86400
 */
public record RestartRule(boolean allowed, int delayMilliseconds, int maxActions, int windowSeconds) {
    /** What holds where nothing was said. */
    public static final RestartRule FORBIDDEN = new RestartRule(false, 0, 1, 86_400);

    /** The most restarts that a window may allow. */
    public static final int MAX_ACTIONS = 1_000;

    public RestartRule {
        Ranges.check("restart delay", delayMilliseconds, 0, 600_000);
        Ranges.check("restarts in a window", maxActions, 1, MAX_ACTIONS);
        Ranges.check("seconds of a window", windowSeconds, 1, 86_400);
    }
}
