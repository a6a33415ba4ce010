package dev.fusebox.lab.qos.group;

import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.qos.metrics.DetectionTimes;
import dev.fusebox.lab.sim.scenario.Fault;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a group is told. A burn of an epoch that somebody had called intact, while nothing had failed, is a mistake; it lasts until all
 * members are intact together again, in an epoch that the operator formed. A failure is found when the last live member is told that the
 * epoch that met it burnt.
 */
final class FuseMeter implements LevelMeter {
    private static final long NONE = 0;
    private static final long NOT_WRONG = -1;

    private final Optional<Cause> cause;
    private final long[] intactIn = new long[Course.MEMBERS];
    private final Set<Long> everIntact = new HashSet<>();
    private final Set<Long> burnt = new HashSet<>();
    private final Map<Integer, Long> told = new HashMap<>();
    private long struckEpoch = NONE;
    private long wrongSince = NOT_WRONG;
    private long mistakes;
    private double mistakeNanos;
    private double upNanos;
    private long endNanos;

    FuseMeter(Optional<Cause> cause) {
        this.cause = cause;
    }

    @Override
    public void faultBegan(long atNanos, Fault fault) {
        if (cause.filter(c -> c.isBegunBy(atNanos, fault)).isPresent()) {
            struckEpoch = Arrays.stream(intactIn).max().orElse(NONE);
            rightAgain(atNanos);
        }
    }

    @Override
    public void told(long atNanos, int member, Session session, Notice notice) {
        long epoch = notice.groupEpoch().epoch();
        switch (notice) {
            case Notice.FuseIntact intact -> {
                intactIn[member] = epoch;
                everIntact.add(epoch);
                if (Arrays.stream(intactIn).allMatch(in -> in == epoch)) {
                    rightAgain(atNanos);
                }
            }
            case Notice.FuseBurnt burn -> {
                intactIn[member] = intactIn[member] == epoch ? NONE : intactIn[member];
                boolean explained = cause.filter(c -> c.explains(atNanos)).isPresent();
                if (explained && epoch == struckEpoch) {
                    told.putIfAbsent(member, atNanos);
                }
                if (everIntact.contains(epoch) && burnt.add(epoch) && !explained) {
                    wrong(atNanos);
                }
            }
            default -> {}
        }
    }

    private void wrong(long atNanos) {
        if (atNanos < Course.WARM_UP_NANOS) {
            return;
        }
        mistakes++;
        wrongSince = wrongSince == NOT_WRONG ? atNanos : wrongSince;
    }

    private void rightAgain(long atNanos) {
        if (wrongSince != NOT_WRONG) {
            mistakeNanos += atNanos - wrongSince;
            wrongSince = NOT_WRONG;
        }
    }

    @Override
    public void ended(long atNanos) {
        endNanos = atNanos;
        rightAgain(atNanos);
        long lost = cause.map(c -> c.within(Course.WARM_UP_NANOS, atNanos)).orElse(0L);
        upNanos = Math.max(0, atNanos - Course.WARM_UP_NANOS - lost);
    }

    @Override
    public boolean sawEnough() {
        boolean crashed = struck() && cause.filter(Cause::isCrash).isPresent();
        return crashed && noticed();
    }

    @Override
    public boolean struck() {
        return struckEpoch != NONE;
    }

    @Override
    public boolean noticed() {
        int dead = cause.map(Cause::member).orElse(-1);
        for (int member = 0; member < Course.MEMBERS; member++) {
            if (member != dead && !told.containsKey(member)) {
                return false;
            }
        }
        return true;
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

    /** The last member's; if the group was not intact when it was struck, there was nothing to be told. */
    @Override
    public void addTo(DetectionTimes times) {
        int dead = cause.map(Cause::member).orElse(-1);
        if (struck()) {
            long last = told.entrySet().stream()
                    .filter(t -> t.getKey() != dead)
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .orElse(endNanos);
            long found = noticed() ? last : endNanos;
            cause.ifPresent(c -> times.add(found - c.down().startNanos(), 1));
        }
    }
}
