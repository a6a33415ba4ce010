package dev.fusebox.operator.health;

import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.PodFact;
import dev.fusebox.proto.v1.Cause;
import dev.fusebox.proto.v1.FuseState;
import dev.fusebox.proto.v1.GroupEpoch;
import dev.fusebox.proto.v1.GroupRemoved;
import dev.fusebox.proto.v1.GroupReport;
import dev.fusebox.proto.v1.OperatorMessage;
import dev.fusebox.proto.v1.ReportedFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of one group: forms epochs from live members, keeps the roster in line with the pods, and hears of burns. Everything is
 * derived anew at each evaluation from pods and reports, so that the order in which they come does not matter.
 *
 * <p>An epoch's number is written to the API server before any agent hears it, and a burn before the next epoch begins: {@link
 * #confirmed} says what is written. Not thread-safe; time is an argument.
 */
public final class GroupController {
    /** Pods that are still coming may join the first revision if they come within this time of each other. */
    private static final long SETTLE_NANOS = 2_000_000_000L;

    /** After a start, agents get so long to attach before their absence means anything. */
    private static final long WARM_UP_NANOS = 5_000_000_000L;

    private static final long MIN_REFORM_DELAY_NANOS = 1_000_000_000L;
    private static final long MAX_REFORM_DELAY_NANOS = 60_000_000_000L;
    private static final int MAX_INCIDENTS = 10;

    private final long startNanos;
    private GroupSpec spec;
    private long epoch;
    private Fuse fuse;
    private GroupState.Life confirmed;
    private boolean warm;
    private EpochMembers members;
    private final Set<String> farewells = new HashSet<>();
    private final ReportedFacts reported = new ReportedFacts();
    private Set<String> nodesGone = Set.of();
    private List<Incident> incidents;
    private final Cases cases;
    private final Replacements replacements = new Replacements();
    private List<Happening> happenings = new ArrayList<>();
    private Set<String> lastReady = Set.of();
    private long lastChangeNanos;
    private long reformAtNanos;
    private long reformDelayNanos = MIN_REFORM_DELAY_NANOS;
    private String resumeAtBurn = "";
    private String waitingFor = "";
    private List<Push> pushes = new ArrayList<>();
    private RemediationView remediation = RemediationView.EMPTY;
    private Optional<GroupState> state = Optional.empty();

    /**
     * A controller that continues where the stored status stands.
     *
     * @param stored what the status says; {@code (0, NONE)} for a new group
     */
    public GroupController(GroupSpec spec, Stored stored, long nowNanos) {
        this.spec = spec;
        this.epoch = stored.life().epoch();
        this.fuse = stored.life().fuse();
        this.members = new EpochMembers(epoch, spec);
        this.confirmed = stored.life();
        this.incidents = new ArrayList<>(stored.incidents());
        this.cases = new Cases(stored.cases());
        this.startNanos = nowNanos;
        this.lastChangeNanos = nowNanos;
        this.reformAtNanos = nowNanos;
        this.resumeAtBurn = spec.resume();
        // Under Manual a burn may be of long ago, and of other settings.
        if (fuse == Fuse.BURNT && spec.reformsAutomatically()) {
            replacements.begin(nowNanos);
        }
    }

    /** What is wanted. */
    public GroupSpec spec() {
        return spec;
    }

    /** The owner changed what is wanted; settings of detection take effect with the next epoch. */
    public void spec(GroupSpec newer) {
        spec = newer;
    }

    /** What was decided and done about its failures, for the next evaluation; whether that is news. */
    public boolean remediation(RemediationView newest) {
        boolean news = !newest.equals(remediation);
        remediation = newest;
        return news;
    }

    /** That epoch and fuse are on the API server now. */
    public void confirmed(GroupState.Life life) {
        if (life.epoch() >= confirmed.epoch()) {
            confirmed = life;
        }
    }

    /** Whether the epoch and its fuse, as they are now, are on the API server. */
    public boolean isConfirmed() {
        return confirmed.equals(new GroupState.Life(epoch, fuse));
    }

    /** The current epoch, 0 before the first. */
    public long epoch() {
        return epoch;
    }

    /** The agent has a new stream. */
    public void reattached(String uid) {
        members.reattached(uid);
        reported.reattached(uid);
    }

    /** Nodes whose objects were deleted while pods were on them. */
    public void nodesGone(Set<String> names) {
        nodesGone = names;
    }

    /** The group as of the last evaluation. */
    public Optional<GroupState> state() {
        return state;
    }

    /** Whom to tell that the group is no more. */
    public List<Push> removed() {
        OperatorMessage message = OperatorMessage.newBuilder()
                .setGroupRemoved(GroupRemoved.newBuilder().setGroup(spec.key()))
                .build();
        return members.uids().stream().map(uid -> new Push(uid, message)).toList();
    }

    /**
     * Looks at everything and moves on.
     *
     * @param pods of the group's namespace
     * @param wall for people only
     * @return what to send
     */
    public List<Push> evaluate(Collection<PodFact> pods, AgentBook book, long nowNanos, Instant wall) {
        pushes = new ArrayList<>();
        List<PodFact> selected = pods.stream()
                .filter(p -> spec.selects(p) && p.live())
                .sorted(Comparator.comparing(PodFact::name))
                .toList();
        List<PodFact> candidates = selected.stream()
                .filter(p -> p.injected() && !p.address().isEmpty())
                .toList();
        Map<String, PodFact> byUid = pods.stream().collect(Collectors.toMap(PodFact::uid, p -> p));
        followReports(candidates, book);
        warmUp(candidates, book, nowNanos);
        noteChanges(candidates, book, nowNanos);
        if (warm) {
            sayFarewells(byUid);
            tellFacts(byUid, book, nowNanos);
        }
        hearBurns(candidates, byUid, book, nowNanos, wall);
        replace(candidates, book, nowNanos, wall);
        if (warm && (fuse == Fuse.FORMING || fuse == Fuse.INTACT)) {
            revise(candidates, byUid, book, nowNanos);
            becomeIntact(book);
        }
        if (warm && (fuse == Fuse.NONE || fuse == Fuse.BURNT)) {
            form(selected, candidates, book, nowNanos);
        }
        members.allow(
                spec.remediation(),
                candidates.stream()
                        .filter(p -> p.excluded() || p.owner().restartsItsOwnGroup())
                        .map(PodFact::uid)
                        .collect(Collectors.toSet()));
        sendRosters(book);
        Suspicions suspicions = new Suspicions(groupEpoch(), members.uids(), book);
        cases.discredit(epoch, suspicions.discredited());
        happenings.addAll(cases.update(epoch, suspicions.all(), back(book), byUid, nowNanos, wall));
        state = Optional.of(describe(selected, book, suspicions));
        return pushes;
    }

    /** What happened to members since this was last asked. */
    public List<Happening> takeHappenings() {
        List<Happening> taken = happenings;
        happenings = new ArrayList<>();
        return taken;
    }

    /** Members that are part of the intact group, by their own word. */
    private Set<String> back(AgentBook book) {
        return fuse != Fuse.INTACT
                ? Set.of()
                : members.uids().stream()
                        .filter(uid -> book.isAttached(uid)
                                && !book.applicationFailed(uid)
                                && reportIn(uid, book)
                                        .filter(r -> r.getFuse() == FuseState.INTACT)
                                        .isPresent())
                        .collect(Collectors.toSet());
    }

    /** Agents may know of a later epoch than the stored status, if that was restored from a backup: numbers are never used twice. */
    private void followReports(List<PodFact> candidates, AgentBook book) {
        long newest = candidates.stream()
                .flatMap(p -> book.told(p.uid(), spec.key()).stream())
                .mapToLong(t -> t.report().getGroupEpoch().getEpoch())
                .max()
                .orElse(0);
        if (newest > epoch) {
            epoch = newest;
            fuse = Fuse.FORMING;
            warm = false;
        }
    }

    private void warmUp(List<PodFact> candidates, AgentBook book, long nowNanos) {
        if (warm) {
            return;
        }
        boolean all = !candidates.isEmpty() && candidates.stream().allMatch(p -> book.isAttached(p.uid()));
        if (epoch > 0 && !all && nowNanos - startNanos < WARM_UP_NANOS) {
            waitingFor = "agents to attach after the operator's start";
            return;
        }
        warm = true;
        if (fuse == Fuse.FORMING || fuse == Fuse.INTACT) {
            List<PodFact> inEpoch = candidates.stream()
                    .filter(p -> reportIn(p.uid(), book).isPresent())
                    .toList();
            long revision = inEpoch.stream()
                    .flatMap(p -> reportIn(p.uid(), book).stream())
                    .mapToLong(GroupReport::getRevision)
                    .max()
                    .orElse(1);
            members = EpochMembers.restored(epoch, spec, inEpoch, revision);
        }
    }

    private Optional<GroupReport> reportIn(String uid, AgentBook book) {
        return book.told(uid, spec.key())
                .map(AgentBook.Told::report)
                .filter(r -> r.getGroupEpoch().getEpoch() == epoch);
    }

    private void noteChanges(List<PodFact> candidates, AgentBook book, long nowNanos) {
        Set<String> ready = candidates.stream()
                .filter(readiness(book, nowNanos)::mayForm)
                .map(PodFact::uid)
                .collect(Collectors.toSet());
        if (!ready.equals(lastReady)) {
            lastReady = ready;
            lastChangeNanos = nowNanos;
        }
    }

    private Readiness readiness(AgentBook book, long nowNanos) {
        return new Readiness(spec.key(), epoch, fuse, cases.open(), book, nowNanos);
    }

    /** What only Kubernetes knows; between two epochs it means nothing. */
    private void tellFacts(Map<String, PodFact> byUid, AgentBook book, long nowNanos) {
        if (fuse != Fuse.FORMING && fuse != Fuse.INTACT) {
            return;
        }
        reported.update(members.uids(), byUid, book::isAttached, nodesGone, nowNanos)
                .forEach(f -> tellAll(f.uid(), f.kind(), f.detail()));
    }

    private void tellAll(String about, ReportedFact.Kind kind, String detail) {
        OperatorMessage fact = OperatorMessage.newBuilder()
                .setFact(ReportedFact.newBuilder()
                        .setGroupEpoch(groupEpoch())
                        .setMember(about)
                        .setKind(kind)
                        .setDetail(detail))
                .build();
        members.uids().forEach(to -> pushes.add(new Push(to, fact)));
    }

    private void sayFarewells(Map<String, PodFact> byUid) {
        for (String uid : members.uids()) {
            PodFact pod = byUid.get(uid);
            boolean planned = pod != null && !pod.live();
            if ((planned || pod == null) && farewells.add(uid)) {
                ReportedFact.Kind kind = planned ? ReportedFact.Kind.POD_LEFT : ReportedFact.Kind.POD_GONE;
                tellAll(uid, kind, planned ? "pod is ending" : "pod is gone");
                if (pod != null && planned) {
                    happenings.add(new Happening.Left(pod.name()));
                }
            }
        }
    }

    private void hearBurns(
            List<PodFact> candidates, Map<String, PodFact> byUid, AgentBook book, long nowNanos, Instant wall) {
        if (epoch == 0 || fuse == Fuse.NONE) {
            return;
        }
        Set<String> reporters = new HashSet<>(members.uids());
        candidates.forEach(p -> reporters.add(p.uid()));
        // Those that were cut off tell of their burn when they are back, perhaps epochs later.
        incidents.replaceAll(i -> Burns.update(i, Burns.of(spec.key(), i.epoch(), reporters, book)));
        List<GroupReport> burns = Burns.of(spec.key(), epoch, reporters, book);
        if (burns.isEmpty()) {
            return;
        }
        if (fuse != Fuse.BURNT) {
            fuse = Fuse.BURNT;
            replacements.begin(nowNanos);
            resumeAtBurn = spec.resume();
            Map<String, String> names = new HashMap<>();
            byUid.values().forEach(p -> names.put(p.uid(), p.name()));
            incidents.add(0, Burns.incident(epoch, burns, names, wall));
            incidents = new ArrayList<>(incidents.subList(0, Math.min(MAX_INCIDENTS, incidents.size())));
            boolean failedToForm = burns.get(0).getCause().getKind() == Cause.Kind.NOT_FORMED;
            reformDelayNanos =
                    failedToForm ? Math.min(MAX_REFORM_DELAY_NANOS, 2 * reformDelayNanos) : MIN_REFORM_DELAY_NANOS;
            reformAtNanos = nowNanos + reformDelayNanos;
            lastChangeNanos = nowNanos;
        }
        boolean neverFormed = burns.stream().anyMatch(b -> b.getCause().getKind() == Cause.Kind.NOT_FORMED);
        if (neverFormed) {
            replacements.end();
        }
    }

    private void replace(List<PodFact> candidates, AgentBook book, long nowNanos, Instant wall) {
        if (fuse != Fuse.BURNT) {
            replacements.end();
            return;
        }
        Instant since = incidents.stream()
                .filter(i -> i.epoch() == epoch)
                .findFirst()
                .map(Incident::at)
                .orElse(wall);
        Set<String> failed = failed();
        List<PodFact> survivors =
                candidates.stream().filter(p -> !failed.contains(p.uid())).toList();
        replacements.update(spec, epoch, survivors, remediation.hopeless(), book, nowNanos, since);
    }

    /** Without those that failed meanwhile. */
    private List<Case> toReplace() {
        Set<String> failed = failed();
        return replacements.due().stream()
                .filter(c -> !failed.contains(c.uid()))
                .toList();
    }

    /** Whose own case is judged. */
    private Set<String> failed() {
        return cases.open().stream().map(Case::uid).collect(Collectors.toSet());
    }

    private void revise(List<PodFact> candidates, Map<String, PodFact> byUid, AgentBook book, long nowNanos) {
        Set<String> leaving =
                members.uids().stream().filter(uid -> !stays(byUid.get(uid))).collect(Collectors.toSet());
        Readiness readiness = readiness(book, nowNanos);
        List<PodFact> joining = candidates.stream()
                .filter(p -> members.contains(p.uid()) || readiness.mayJoin(p))
                .toList();
        leaving.stream().filter(uid -> byUid.containsKey(uid)).forEach(this::dismiss);
        members.revise(joining, leaving);
        if (members.isEmpty()) {
            fuse = Fuse.NONE;
        }
    }

    private boolean stays(@Nullable PodFact pod) {
        return pod != null && pod.live() && spec.selects(pod);
    }

    private void dismiss(String uid) {
        OperatorMessage message = OperatorMessage.newBuilder()
                .setGroupRemoved(GroupRemoved.newBuilder().setGroup(spec.key()))
                .build();
        pushes.add(new Push(uid, message));
    }

    private void becomeIntact(AgentBook book) {
        boolean intact = fuse == Fuse.FORMING
                && !members.isEmpty()
                && members.firstMembers().stream().allMatch(uid -> reportIn(uid, book)
                        .filter(r -> r.getFuse() == FuseState.INTACT)
                        .isPresent());
        if (intact) {
            fuse = Fuse.INTACT;
            waitingFor = "";
            reformDelayNanos = MIN_REFORM_DELAY_NANOS;
        }
    }

    private void form(List<PodFact> selected, List<PodFact> candidates, AgentBook book, long nowNanos) {
        List<PodFact> ready =
                candidates.stream().filter(readiness(book, nowNanos)::mayForm).toList();
        boolean written = epoch == 0 || isConfirmed();
        boolean enough = ready.size() >= spec.minMembers();
        boolean settled = ready.size() == selected.size() || nowNanos - lastChangeNanos >= SETTLE_NANOS;
        if (waitsForPerson()) {
            waitingFor = "a person: set the annotation " + GroupSpec.RESUME + " to a new value";
        } else if (!replacements.due().isEmpty()) {
            waitingFor = "the pods of a burnt epoch to be replaced: the fate is RestartPods";
        } else if (!enough) {
            waitingFor = selected.isEmpty()
                    ? "no pod matches the selector"
                    : ready.size() + " of at least " + spec.minMembers() + " members are ready";
        } else if (!written || !settled || nowNanos < reformAtNanos) {
            waitingFor = "members to settle";
        } else {
            epoch++;
            fuse = Fuse.FORMING;
            farewells.clear();
            reported.epochBegins();
            members = EpochMembers.first(epoch, spec, ready);
            waitingFor = "members to acknowledge epoch " + epoch;
        }
    }

    /** Under reform Manual: until somebody has looked at this burn. An operator that starts anew cannot tell, and waits. */
    private boolean waitsForPerson() {
        return fuse == Fuse.BURNT
                && !spec.reformsAutomatically()
                && (spec.resume().isEmpty() || spec.resume().equals(resumeAtBurn));
    }

    private void sendRosters(AgentBook book) {
        boolean inForce = (fuse == Fuse.FORMING || fuse == Fuse.INTACT) && confirmed.epoch() == epoch && warm;
        if (!inForce) {
            return;
        }
        List<String> due = members.uids().stream()
                .filter(book::isAttached)
                .filter(members::takeToSend)
                .toList();
        if (!due.isEmpty()) {
            // Built once for all that are sent the same: a roster of 1000 is large.
            OperatorMessage roster = members.roster(false);
            due.forEach(uid -> pushes.add(new Push(uid, members.mayRestart(uid) ? roster : members.roster(true))));
        }
    }

    private GroupState describe(List<PodFact> selected, AgentBook book, Suspicions suspicions) {
        Set<String> uids = members.uids();
        return new GroupState(
                spec.key(),
                spec.generation(),
                epoch,
                fuse,
                spec.minMembers(),
                selected,
                selected.stream().filter(p -> !p.injected()).map(PodFact::name).toList(),
                List.copyOf(uids),
                uids.stream()
                        .filter(uid ->
                                book.isAttached(uid) && reportIn(uid, book).isPresent() && !book.applicationFailed(uid))
                        .toList(),
                (int) selected.stream().filter(p -> book.isAttached(p.uid())).count(),
                suspicions.missing(),
                suspicions.all(),
                suspicions.blindLinks(),
                incidents,
                cases.open(),
                toReplace(),
                fuse == Fuse.INTACT ? "" : waitingFor,
                remediation.under(spec.remediation()));
    }

    private GroupEpoch groupEpoch() {
        return GroupEpoch.newBuilder()
                .setGroup(spec.key())
                .setEpoch(Math.max(1, epoch))
                .build();
    }
}
