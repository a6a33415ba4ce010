package dev.fusebox.operator.health;

import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.MemberReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest that each agent said, by pod UID. Newest wins; what an agent said stays after its stream broke, until its pod is forgotten.
 * Bounded per agent. Not thread-safe.
 */
public final class AgentBook {
    /** Groups that one agent may report about. */
    static final int MAX_GROUPS = 64;

    /** Members that one agent may report about, over all its groups. */
    static final int MAX_MEMBERS = 4_096;

    /** Ends of epochs that one agent told of: the newest. */
    static final int MAX_BURNS = 128;

    private final Map<String, Page> pages = new HashMap<>();

    /** What is known of one agent. */
    static final class Page {
        boolean attached;
        long attachedAtNanos;
        ApplicationState application = ApplicationState.APPLICATION_UNKNOWN;
        final Map<String, Told> groups = new LinkedHashMap<>();
        final Map<GroupEpoch, Told> burns = new LinkedHashMap<>();
        final Map<SubjectKey, MemberReport> members = new LinkedHashMap<>();

        /** An agent tells of several epochs of one group: of the one it is in, and of those that ended. The newest is its state. */
        void put(Told told) {
            GroupEpoch about = told.report.getGroupEpoch();
            if (told.report.getFuse() == FuseState.BURNT) {
                burns.putIfAbsent(about, told);
                if (burns.size() > MAX_BURNS) {
                    burns.remove(burns.keySet().iterator().next());
                }
            }
            groups.merge(
                    about.getGroup(),
                    told,
                    (a, b) -> b.report.getGroupEpoch().getEpoch()
                                    >= a.report.getGroupEpoch().getEpoch()
                            ? b
                            : a);
        }
    }

    /** A report, and when it came. */
    record Told(GroupReport report, long atNanos) {}

    private record SubjectKey(String group, String subject) {}

    /** An agent's stream stands. */
    public void attached(AgentHello hello, long nowNanos) {
        Page page = pages.computeIfAbsent(hello.getMember(), uid -> new Page());
        page.attached = true;
        page.attachedAtNanos = nowNanos;
        page.application = hello.getApplication();
        page.groups.clear();
        page.members.clear();
        String own = hello.getNamespace() + "/";
        hello.getGroupsList().stream()
                .filter(report -> report.getGroupEpoch().getGroup().startsWith(own))
                .limit(MAX_GROUPS)
                .forEach(report -> page.put(new Told(report, nowNanos)));
    }

    /** It broke. */
    public void detached(String uid) {
        page(uid).ifPresent(page -> page.attached = false);
    }

    /** The agent's own state in a group; reports about an older epoch than the last are refused. */
    public boolean report(String uid, GroupReport report, long nowNanos) {
        Optional<Page> page = page(uid);
        if (page.isEmpty()) {
            return false;
        }
        String group = report.getGroupEpoch().getGroup();
        Told before = page.get().groups.get(group);
        long epoch = report.getGroupEpoch().getEpoch();
        boolean old = before != null && before.report.getGroupEpoch().getEpoch() > epoch;
        if (old || (before == null && page.get().groups.size() >= MAX_GROUPS)) {
            return false;
        }
        if (before != null && before.report.getGroupEpoch().getEpoch() < epoch) {
            page.get().members.keySet().removeIf(k -> k.group.equals(group));
        }
        page.get().put(new Told(report, nowNanos));
        return true;
    }

    /** What the agent holds about a member; void outside the epoch that the agent is in. */
    public boolean report(String uid, MemberReport report) {
        Optional<Page> page = page(uid);
        if (page.isEmpty()) {
            return false;
        }
        Told told = page.get().groups.get(report.getGroupEpoch().getGroup());
        boolean current = told != null && told.report.getGroupEpoch().equals(report.getGroupEpoch());
        SubjectKey key = new SubjectKey(report.getGroupEpoch().getGroup(), report.getSubject());
        if (!current
                || (!page.get().members.containsKey(key) && page.get().members.size() >= MAX_MEMBERS)) {
            return false;
        }
        page.get().members.put(key, report);
        return true;
    }

    /** How the agent's application is. */
    public void application(String uid, ApplicationState state) {
        page(uid).ifPresent(page -> page.application = state);
    }

    /** The pod is gone for good. */
    public void forget(String uid) {
        pages.remove(uid);
    }

    /** How many agents are connected. */
    public int attachedCount() {
        return (int) pages.values().stream().filter(p -> p.attached).count();
    }

    boolean isAttached(String uid) {
        return page(uid).filter(p -> p.attached).isPresent();
    }

    boolean applicationFailed(String uid) {
        return page(uid)
                .filter(p -> p.application == ApplicationState.APPLICATION_FAILED_STATE)
                .isPresent();
    }

    Optional<Told> told(String uid, String group) {
        return page(uid).map(p -> p.groups.get(group));
    }

    /** What that agent said about the end of that epoch, whatever it said since. */
    Optional<GroupReport> burn(String uid, GroupEpoch groupEpoch) {
        return page(uid).map(p -> p.burns.get(groupEpoch)).map(Told::report);
    }

    /** Whether its application has never opened a lifeline: then only Kubernetes can tell how it is. */
    boolean applicationUnknown(String uid) {
        return page(uid)
                .filter(p -> p.application != ApplicationState.APPLICATION_UNKNOWN)
                .isEmpty();
    }

    /** The epoch of that group that the agent is in; 0 if it knows none. */
    public long epochOf(String uid, String group) {
        return told(uid, group).map(t -> t.report.getGroupEpoch().getEpoch()).orElse(0L);
    }

    /** The group is no more: the highest epoch of it that anyone told of, 0 if nobody did. */
    public long forgetGroup(String group) {
        long highest = 0;
        for (Page page : pages.values()) {
            Told told = page.groups.remove(group);
            if (told != null) {
                highest = Math.max(highest, told.report.getGroupEpoch().getEpoch());
            }
            page.burns.keySet().removeIf(e -> e.getGroup().equals(group));
            page.members.keySet().removeIf(k -> k.group.equals(group));
        }
        return highest;
    }

    Collection<MemberReport> members(String uid) {
        return page(uid).map(p -> p.members.values()).orElse(List.of());
    }

    private Optional<Page> page(String uid) {
        return Optional.ofNullable(pages.get(uid));
    }
}
