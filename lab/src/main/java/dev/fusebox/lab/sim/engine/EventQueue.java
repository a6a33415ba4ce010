package dev.fusebox.lab.sim.engine;

import java.util.Arrays;

/**
 * What is still to happen, by time, and at one time in the order of its scheduling: a binary heap over parallel arrays, so that an event
 * costs no object. O(log n) per event. Not thread-safe.
 *
 * <p>After {@link #next} the accessors describe the event that was taken.
 *
 * @param <K> the kinds of events
 */
public final class EventQueue<K extends Enum<K>> {
    private static final Object NOTHING = new Object();

    private final K[] kindsByOrdinal;
    private long[] heapTime = new long[1_024];
    private long[] heapOrder = new long[1_024];
    private int[] heapSlot = new int[1_024];
    private int size;

    private int[] kind = new int[1_024];
    private int[] target = new int[1_024];
    private int[] other = new int[1_024];
    private long[] number = new long[1_024];
    private Object[] content = new Object[1_024];
    private int[] free = new int[1_024];
    private int freeCount;
    private int slotsUsed;

    private long scheduled;
    private long takenTime;
    private int takenKind;
    private int takenTarget;
    private int takenOther;
    private long takenNumber;
    private Object takenContent = NOTHING;

    /** Nothing is to happen yet. */
    public EventQueue(Class<K> kinds) {
        this.kindsByOrdinal = kinds.getEnumConstants();
    }

    /** Something without content will happen. */
    public void add(long atNanos, K what, int toTarget, int aboutOther, long withNumber) {
        add(atNanos, what, toTarget, aboutOther, withNumber, NOTHING);
    }

    /** Something will happen at that time, never before now. */
    public void add(long atNanos, K what, int toTarget, int aboutOther, long withNumber, Object withContent) {
        int slot = freeCount > 0 ? free[--freeCount] : newSlot();
        kind[slot] = what.ordinal();
        target[slot] = toTarget;
        other[slot] = aboutOther;
        number[slot] = withNumber;
        content[slot] = withContent;
        push(Math.max(atNanos, takenTime), scheduled++, slot);
    }

    /** Takes the earliest event, if there is one and it is not later than that. */
    public boolean next(long untilNanos) {
        if (size == 0 || heapTime[0] > untilNanos) {
            return false;
        }
        int slot = heapSlot[0];
        takenTime = heapTime[0];
        takenKind = kind[slot];
        takenTarget = target[slot];
        takenOther = other[slot];
        takenNumber = number[slot];
        takenContent = content[slot];
        content[slot] = NOTHING;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * free.length);
        }
        free[freeCount++] = slot;
        removeTop();
        return true;
    }

    /** When it happens. */
    public long atNanos() {
        return takenTime;
    }

    /** What happens. */
    public K kind() {
        return kindsByOrdinal[takenKind];
    }

    /** To whom. */
    public int target() {
        return takenTarget;
    }

    /** Who else is concerned. */
    public int other() {
        return takenOther;
    }

    /** A number whose meaning depends on the kind. */
    public long number() {
        return takenNumber;
    }

    /** What comes along. */
    public Object content() {
        return takenContent;
    }

    /** How many are still to happen. */
    public int size() {
        return size;
    }

    private int newSlot() {
        if (slotsUsed == kind.length) {
            int larger = 2 * slotsUsed;
            kind = Arrays.copyOf(kind, larger);
            target = Arrays.copyOf(target, larger);
            other = Arrays.copyOf(other, larger);
            number = Arrays.copyOf(number, larger);
            content = Arrays.copyOf(content, larger);
        }
        return slotsUsed++;
    }

    private void push(long time, long order, int slot) {
        if (size == heapTime.length) {
            heapTime = Arrays.copyOf(heapTime, 2 * size);
            heapOrder = Arrays.copyOf(heapOrder, 2 * size);
            heapSlot = Arrays.copyOf(heapSlot, 2 * size);
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (heapTime[parent] <= time) {
                // An older event of the same time was scheduled before: its order is lower.
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, time, order, slot);
    }

    private void removeTop() {
        int last = --size;
        long time = heapTime[last];
        long order = heapOrder[last];
        int slot = heapSlot[last];
        int hole = 0;
        int child = 1;
        while (child < last) {
            if (child + 1 < last && before(child + 1, heapTime[child], heapOrder[child])) {
                child++;
            }
            if (!before(child, time, order)) {
                break;
            }
            move(child, hole);
            hole = child;
            child = 2 * hole + 1;
        }
        put(hole, time, order, slot);
    }

    private boolean before(int index, long time, long order) {
        return heapTime[index] < time || (heapTime[index] == time && heapOrder[index] < order);
    }

    private void move(int from, int to) {
        heapTime[to] = heapTime[from];
        heapOrder[to] = heapOrder[from];
        heapSlot[to] = heapSlot[from];
    }

    private void put(int index, long time, long order, int slot) {
        heapTime[index] = time;
        heapOrder[index] = order;
        heapSlot[index] = slot;
    }
}
