package dev.fusebox.operator.health;

import dev.fusebox.proto.v1.AgentHello;
import dev.fusebox.proto.v1.ApplicationState;
import dev.fusebox.proto.v1.CaseReport;
import dev.fusebox.proto.v1.Evidence;
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

    private static final long MAX_AGE_MILLISECONDS = 86_400_000;

    /** Ends of epochs that one agent told of: the newest. */
    static final int MAX_BURNS = 128;

    private final Map<String, Page> pages = new HashMap<>();

    /** What is known of one agent. */
    static final class Page {
        boolean attached;
        long changedAtNanos;
        long heardAtNanos;
        ApplicationState application = ApplicationState.APPLICATION_UNKNOWN;
        final Map<String, Told> groups = new LinkedHashMap<>();
        final Map<GroupEpoch, Told> burns = new LinkedHashMap<>();
        final Map<SubjectKey, MemberReport> members = new LinkedHashMap<>();
        final Map<SubjectKey, Evidence> votes = new LinkedHashMap<>();
        final Map<String, Probed> probed = new LinkedHashMap<>();

        /** Whether the agent is in that epoch, as far as it told. */
        boolean isIn(GroupEpoch groupEpoch) {
            Told told = groups.get(groupEpoch.getGroup());
            return told != null && told.report.getGroupEpoch().equals(groupEpoch);
        }

        /** Evidence is void when the epoch changes. */
        void forgetEvidence(String group) {
            members.keySet().removeIf(k -> k.group.equals(group));
            votes.keySet().removeIf(k -> k.group.equals(group));
        }

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

    /**
     * An agent's stream to this operator.
     *
     * @param attached whether it stands
     * @param sinceNanos since when it is so
     * @param heardNanos when anything last came over it
     * @param applicationFailed what the agent last said about its application
     */
    public record Line(boolean attached, long sinceNanos, long heardNanos, boolean applicationFailed) {}

    /**
     * What an agent's own probes of the subject of an open case say.
     *
     * @param sinceNanos since when it is so
     * @param atNanos when the agent said it
     */
    public record Probed(boolean reachable, long sinceNanos, long atNanos) {}

    private record SubjectKey(String group, String subject) {}

    /** An agent's stream stands. */
    public void attached(AgentHello hello, long nowNanos) {
        Page page = pages.computeIfAbsent(hello.getMember(), uid -> new Page());
        page.attached = true;
        page.changedAtNanos = nowNanos;
        page.heardAtNanos = nowNanos;
        page.application = hello.getApplication();
        page.groups.clear();
        page.members.clear();
        page.votes.clear();
        page.probed.clear();
        String own = hello.getNamespace() + "/";
        hello.getGroupsList().stream()
                .filter(report -> report.getGroupEpoch().getGroup().startsWith(own))
                .limit(MAX_GROUPS)
                .forEach(report -> page.put(new Told(report, nowNanos)));
    }

    /** It broke. */
    public void detached(String uid, long nowNanos) {
        page(uid).filter(page -> page.attached).ifPresent(page -> {
            page.attached = false;
            page.changedAtNanos = nowNanos;
        });
    }

    /** Something came over it. */
    public void heard(String uid, long nowNanos) {
        page(uid).ifPresent(page -> page.heardAtNanos = nowNanos);
    }

    /** The agent's stream; empty if it never had one to this operator. */
    public Optional<Line> line(String uid) {
        return page(uid)
                .map(page -> new Line(
                        page.attached,
                        page.changedAtNanos,
                        page.heardAtNanos,
                        page.application == ApplicationState.APPLICATION_FAILED_STATE));
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
            page.get().forgetEvidence(group);
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
        SubjectKey key = new SubjectKey(report.getGroupEpoch().getGroup(), report.getSubject());
        if (!page.get().isIn(report.getGroupEpoch())
                || (!page.get().members.containsKey(key) && page.get().members.size() >= MAX_MEMBERS)) {
            return false;
        }
        page.get().members.put(key, report);
        return true;
    }

    /**
     * What the agent itself says about a subject; the newest statement wins, and what does not stand as a vote takes it back. Whoever
     * speaks for another observer is refused: the reporter is who the stream says it is.
     */
    public boolean report(String uid, Evidence evidence) {
        Optional<Page> page = page(uid);
        if (page.isEmpty()
                || !evidence.getObserver().equals(uid)
                || evidence.getSubject().equals(uid)
                || !page.get().isIn(evidence.getGroupEpoch())) {
            return false;
        }
        Map<SubjectKey, Evidence> votes = page.get().votes;
        SubjectKey key = new SubjectKey(evidence.getGroupEpoch().getGroup(), evidence.getSubject());
        switch (evidence.getStatementCase()) {
            case VOTE -> {
                if (!votes.containsKey(key) && votes.size() >= MAX_MEMBERS) {
                    return false;
                }
                votes.put(key, evidence);
            }
            case VOUCH, WITHDRAWAL -> votes.remove(key);
            case LOSS_VOTE, LOSS_WITHDRAWAL, STATEMENT_NOT_SET -> {}
        }
        return true;
    }

    /** What the agent's probes of the subject of a case say. */
    public boolean report(String uid, CaseReport report, long nowNanos) {
        Optional<Page> page = page(uid);
        if (page.isEmpty()) {
            return false;
        }
        Map<String, Probed> probed = page.get().probed;
        if (!probed.containsKey(report.getSubject()) && probed.size() >= Cases.MAX_OPEN) {
            probed.remove(probed.keySet().iterator().next());
        }
        long since = nowNanos - Math.min(MAX_AGE_MILLISECONDS, Math.max(0, report.getForMilliseconds())) * 1_000_000L;
        probed.put(report.getSubject(), new Probed(report.getReachable(), since, nowNanos));
        return true;
    }

    /** How the agent's application is; whether that is news. */
    public boolean application(String uid, ApplicationState state) {
        Optional<Page> page = page(uid).filter(p -> p.application != state);
        page.ifPresent(p -> p.application = state);
        return page.isPresent();
    }

    /** The pod is gone for good. */
    public void forget(String uid) {
        pages.remove(uid);
    }

    /** How many agents are connected. */
    public int attachedCount() {
        return (int) pages.values().stream().filter(p -> p.attached).count();
    }

    /** Whether that agent is connected. */
    public boolean isAttached(String uid) {
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

    /** Whether that agent's last word about the group is that this epoch burnt. */
    public boolean burnt(String uid, String group, long epoch) {
        return told(uid, group)
                .map(Told::report)
                .filter(r -> r.getFuse() == FuseState.BURNT && r.getGroupEpoch().getEpoch() == epoch)
                .isPresent();
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
            page.forgetEvidence(group);
        }
        return highest;
    }

    /** The standing vote of that agent against that subject. */
    Optional<Evidence> vote(String uid, GroupEpoch groupEpoch, String subject) {
        return page(uid)
                .map(p -> p.votes.get(new SubjectKey(groupEpoch.getGroup(), subject)))
                .filter(e -> e.getGroupEpoch().equals(groupEpoch));
    }

    /** What the agent's own probes of the subject of a case last said. */
    public Optional<Probed> probed(String uid, String subject) {
        return page(uid).map(p -> p.probed.get(subject));
    }

    Collection<MemberReport> members(String uid) {
        return page(uid).map(p -> p.members.values()).orElse(List.of());
    }

    private Optional<Page> page(String uid) {
        return Optional.ofNullable(pages.get(uid));
    }
}
