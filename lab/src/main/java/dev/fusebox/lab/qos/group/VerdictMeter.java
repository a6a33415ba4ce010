package dev.fusebox.lab.qos.group;

import dev.fusebox.core.cut.VerdictKind;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.sim.scenario.Fault;
import dev.fusebox.lab.sim.watch.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each member concludes of each other one: from its verdict until it calls that member recovered. A verdict about a member that has
 * not failed is a mistake; what a member says of itself is not counted here.
 */
final class VerdictMeter implements LevelMeter {
    private final Optional<Cause> cause;
    private final Map<Pair, Long> standing = new HashMap<>();
    private final Map<Integer, Long> found = new HashMap<>();
    private long mistakes;
    private double mistakeNanos;
    private double upNanos;
    private long endNanos;

    private record Pair(int observer, int subject) {}

    VerdictMeter(Optional<Cause> cause) {
        this.cause = cause;
    }

    /** Who calls it failed already is right from now on. */
    @Override
    public void faultBegan(long atNanos, Fault fault) {
        if (cause.filter(c -> c.isBegunBy(atNanos, fault)).isEmpty()) {
            return;
        }
        for (Pair pair : Set.copyOf(standing.keySet())) {
            if (explained(pair.subject(), atNanos)) {
                over(pair, atNanos);
                found.put(pair.observer(), atNanos);
            }
        }
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        switch (notice) {
            case Notice.MemberFailed failed -> {
                int subject = Names.number(failed.verdict().subject());
                if (failed.verdict().kind() != VerdictKind.LEFT && subject != member) {
                    failed(atNanos, member, subject);
                }
            }
            case Notice.MemberRecovered recovered -> over(new Pair(member, Names.number(recovered.subject())), atNanos);
            default -> {}
        }
    }

    private void failed(long atNanos, int observer, int subject) {
        if (explained(subject, atNanos)) {
            found.putIfAbsent(observer, atNanos);
        } else if (!explained(observer, atNanos)
                && standing.putIfAbsent(new Pair(observer, subject), atNanos) == null
                && atNanos >= Course.WARM_UP_NANOS) {
            mistakes++;
        }
    }

    private void over(Pair pair, long atNanos) {
        Long since = standing.remove(pair);
        if (since != null && since >= Course.WARM_UP_NANOS) {
            mistakeNanos += atNanos - since;
        }
    }

    private boolean explained(int member, long atNanos) {
        return cause.filter(c -> c.explains(member, atNanos)).isPresent();
    }

    @Override
    public void ended(long atNanos) {
        endNanos = atNanos;
        for (Pair pair : Set.copyOf(standing.keySet())) {
            over(pair, atNanos);
        }
        long watched = Math.max(0, atNanos - Course.WARM_UP_NANOS);
        long lost = cause.map(c -> c.within(Course.WARM_UP_NANOS, atNanos)).orElse(0L);
        int others = Course.MEMBERS - 1;
        upNanos = (double) watched * Course.MEMBERS * others - 2.0 * lost * others;
    }

    @Override
    public boolean sawEnough() {
        return noticed() && cause.filter(Cause::isCrash).isPresent();
    }

    @Override
    public boolean struck() {
        return cause.isPresent();
    }

    @Override
    public boolean noticed() {
        return found.size() == Course.MEMBERS - 1;
    }

    @Override
    public long mistakes() {
        return mistakes;
    }

    @Override
    public double mistakeNanos() {
        return mistakeNanos;
    }

    @Override
    public double upNanos() {
        return upNanos;
    }

    @Override
    public void addTo(DetectionTimes times) {
        cause.ifPresent(c -> {
            for (int observer = 0; observer < Course.MEMBERS; observer++) {
                if (observer != c.member()) {
                    times.add(found.getOrDefault(observer, endNanos) - c.down().startNanos(), 1);
                }
            }
        });
    }
}
