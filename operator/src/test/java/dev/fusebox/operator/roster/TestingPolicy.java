package dev.fusebox.operator.roster;

import dev.fusebox.operator.roster.RemediationPolicy.Mode;
import dev.fusebox.operator.roster.RemediationPolicy.NodeAction;
import dev.fusebox.operator.roster.RemediationPolicy.PodAction;
import java.util.List;

/** What a new group's owner allows, but for what a test says otherwise. */
public final class TestingPolicy {
    private Mode mode;
    private PodAction podAction = RemediationPolicy.DEFAULT.podAction();
    private NodeAction nodeAction = RemediationPolicy.DEFAULT.nodeAction();
    private String template = "";
    private int restartDelayMilliseconds;
    private boolean actOnPeersOnly;
    private int maxActions = RemediationPolicy.DEFAULT.maxActions();
    private int windowSeconds = RemediationPolicy.DEFAULT.windowSeconds();
    private List<String> pauses = List.of();

    public TestingPolicy(Mode mode) {
        this.mode = mode;
    }

    public TestingPolicy pod(PodAction action) {
        podAction = action;
        return this;
    }

    public TestingPolicy node(NodeAction action) {
        nodeAction = action;
        return this;
    }

    public TestingPolicy template(String name) {
        template = name;
        return this;
    }

    public TestingPolicy delayMilliseconds(int delay) {
        restartDelayMilliseconds = delay;
        return this;
    }

    public TestingPolicy actOnPeersOnly(boolean may) {
        actOnPeersOnly = may;
        return this;
    }

    public TestingPolicy maxActions(int most) {
        maxActions = most;
        return this;
    }

    public TestingPolicy windowSeconds(int seconds) {
        windowSeconds = seconds;
        return this;
    }

    public TestingPolicy paused(String... reasons) {
        pauses = List.of(reasons);
        return this;
    }

    public RemediationPolicy policy() {
        RemediationPolicy standard = RemediationPolicy.DEFAULT;
        return new RemediationPolicy(
                mode,
                podAction,
                nodeAction,
                template,
                standard.maxUnhealthy(),
                restartDelayMilliseconds,
                actOnPeersOnly,
                maxActions,
                windowSeconds,
                standard.minIntervalSeconds(),
                standard.stormCooldownSeconds(),
                standard.healthyDelaySeconds(),
                pauses);
    }
}
