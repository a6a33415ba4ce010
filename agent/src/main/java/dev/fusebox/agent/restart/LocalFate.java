package dev.fusebox.agent.restart;

import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartRule;
import dev.fusebox.core.fuse.Cause;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.time.Nanos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a burn restarts this pod's containers: after the delay of its rule, unless the group's next epoch came first, for the next epoch
 * must not burn of it. Whatever burnt it counts, but that it never formed: then no application has begun. Pure; time is an argument. Not
 * thread-safe.
 */
public final class LocalFate {
    /** As many groups as one roster's receiver may be in. */
    private static final int MAX_GROUPS = 1_024;

    private final Map<String, PodRules> rules = new TreeMap<>();
    private final Map<GroupEpoch, Long> dueNanos = new LinkedHashMap<>();

    /**
     * The group's newest rules, as pushed.
     *
     * @return restarts that were planned and are not any more: their group has gone on
     */
    public List<GroupEpoch> rules(PodRules newest) {
        String group = newest.groupEpoch().group();
        PodRules known = rules.get(group);
        boolean older = known != null
                && known.groupEpoch().epoch() > newest.groupEpoch().epoch();
        if (older || (known == null && rules.size() >= MAX_GROUPS)) {
            return List.of();
        }
        rules.put(group, newest);
        return drop(dueNanos.keySet().stream()
                .filter(e -> e.group().equals(group)
                        && e.epoch() < newest.groupEpoch().epoch())
                .toList());
    }

    /** The group is no more, and nothing follows from what was. */
    public List<GroupEpoch> removed(String group) {
        rules.remove(group);
        return drop(
                dueNanos.keySet().stream().filter(e -> e.group().equals(group)).toList());
    }

    /** Whether that leads to a restart, planned now. */
    public boolean burnt(GroupEpoch epoch, Cause.Kind cause, long nowNanos) {
        return cause != Cause.Kind.NOT_FORMED && plan(epoch, nowNanos);
    }

    /** Whether a restart for that burnt epoch is planned now: its fate wants it, no later one is known, and it is not planned yet. */
    boolean plan(GroupEpoch epoch, long nowNanos) {
        Optional<PodRules> of = Optional.ofNullable(rules.get(epoch.group()))
                .filter(r -> r.groupEpoch().equals(epoch) && r.restartsContainers());
        if (of.isEmpty() || dueNanos.containsKey(epoch)) {
            return false;
        }
        dueNanos.put(epoch, nowNanos + Nanos.ofMillis(of.get().restart().delayMilliseconds()));
        return true;
    }

    /** The burnt epochs whose time has come, removed. */
    public List<GroupEpoch> takeDue(long nowNanos) {
        return drop(dueNanos.entrySet().stream()
                .filter(e -> e.getValue() <= nowNanos)
                .map(Map.Entry::getKey)
                .toList());
    }

    /** The rule for that group's restarts as last pushed. */
    public RestartRule rule(GroupEpoch epoch) {
        PodRules last = rules.get(epoch.group());
        return last == null ? RestartRule.FORBIDDEN : last.restart();
    }

    /** Whether a restart is planned. */
    public boolean pending() {
        return !dueNanos.isEmpty();
    }

    /** When the first is due. */
    public long nextDeadlineNanos() {
        return dueNanos.values().stream().min(Long::compare).orElse(Nanos.NEVER);
    }

    /** What is known of all groups. */
    public Collection<PodRules> all() {
        return List.copyOf(rules.values());
    }

    /** Nothing is planned any more. */
    public void stop() {
        dueNanos.clear();
    }

    private List<GroupEpoch> drop(List<GroupEpoch> epochs) {
        List<GroupEpoch> dropped = new ArrayList<>(epochs);
        dropped.forEach(dueNanos::remove);
        return dropped;
    }
}
