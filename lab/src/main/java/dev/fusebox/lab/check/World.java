package dev.fusebox.lab.check;

import java.util.Arrays;

/**
 * One state of the group, spread out to be changed: members, what is on its way between them, and what has been used up of the bounds.
 * Books, disks and queues are numbers that an {@link Interner} gave. Packed it is three chars a member, two a directed pair and two more.
 */
final class World {
    final int members;
    final boolean[] up;
    final int[] book;
    final int[] disk;

    /** Bit e - 1: its application was told that epoch e burnt, and what it kept since was not lost. */
    final int[] told;

    /** Everybody else had been told when it woke from a stall or a restart: it must not say again that all is well. */
    final boolean[] late;

    final int[] doubts;
    final int[] life;
    final int[] counter;

    /** Messages from i to j. */
    final int[][] queue;

    /** Which start of j did i hear last; 0 if none, else life and counter, three bits each. */
    final int[][] greeted;

    /** Bit e - 1: i still sends the burn of epoch e to j until j has it. */
    final int[][] burns;

    final boolean[][] cut;

    /** Used of the bounds, in the order of {@link Use}. */
    final int[] used;

    /** Bit e - 1: a member forgot epoch e though others, who have lost nothing since, know that it was part of it. */
    int doomed;

    /** Nothing happened that may burn a fuse. */
    boolean innocent = true;

    /** What the bounds count. */
    enum Use {
        CRASH,
        STALL,
        SIGNAL,
        CUT,
        RENEWAL,
        REMOVAL
    }

    World(int members) {
        this.members = members;
        this.up = new boolean[members];
        this.book = new int[members];
        this.disk = new int[members];
        this.told = new int[members];
        this.late = new boolean[members];
        this.doubts = new int[members];
        this.life = new int[members];
        this.counter = new int[members];
        this.queue = new int[members][members];
        this.greeted = new int[members][members];
        this.burns = new int[members][members];
        this.cut = new boolean[members][members];
        this.used = new int[Use.values().length];
    }

    static int width(int members) {
        return 3 * members + 2 * members * (members - 1) + 2;
    }

    char[] pack() {
        char[] packed = new char[width(members)];
        int at = 0;
        for (int i = 0; i < members; i++) {
            packed[at++] = (char) book[i];
            packed[at++] = (char) disk[i];
            packed[at++] = (char)
                    (bit(up[i]) | told[i] << 1 | bit(late[i]) << 3 | doubts[i] << 4 | life[i] << 7 | counter[i] << 10);
        }
        int cuts = 0;
        for (int i = 0; i < members; i++) {
            for (int j = 0; j < members; j++) {
                if (i != j) {
                    packed[at++] = (char) queue[i][j];
                    packed[at++] = (char) (greeted[i][j] | burns[i][j] << 6);
                }
                cuts |= bit(cut[i][j] && i < j) << pairNumber(i, j);
            }
        }
        packed[at++] = (char) (cuts | bit(innocent) << 15);
        int all = 0;
        for (int use = 0; use < used.length; use++) {
            all |= used[use] << 2 * use;
        }
        packed[at] = (char) (all | doomed << 12);
        return packed;
    }

    static World unpack(char[] packed, int members) {
        World w = new World(members);
        int at = 0;
        for (int i = 0; i < members; i++) {
            w.book[i] = packed[at++];
            w.disk[i] = packed[at++];
            int bits = packed[at++];
            w.up[i] = (bits & 1) != 0;
            w.told[i] = bits >> 1 & 3;
            w.late[i] = (bits >> 3 & 1) != 0;
            w.doubts[i] = bits >> 4 & 7;
            w.life[i] = bits >> 7 & 7;
            w.counter[i] = bits >> 10 & 7;
        }
        int cuts = packed[packed.length - 2];
        for (int i = 0; i < members; i++) {
            for (int j = 0; j < members; j++) {
                if (i != j) {
                    w.queue[i][j] = packed[at++];
                    int bits = packed[at++];
                    w.greeted[i][j] = bits & 63;
                    w.burns[i][j] = bits >> 6;
                    w.cut[i][j] = (cuts >> pairNumber(i, j) & 1) != 0;
                }
            }
        }
        w.innocent = (cuts >> 15 & 1) != 0;
        int all = packed[packed.length - 1];
        w.doomed = all >> 12;
        for (int use = 0; use < w.used.length; use++) {
            w.used[use] = all >> 2 * use & 3;
        }
        return w;
    }

    World copy() {
        return unpack(pack(), members);
    }

    /** The start that a member is in, as {@link #greeted} names it. */
    int session(int member) {
        return life[member] << 3 | counter[member];
    }

    /** Whether that may still happen. */
    boolean left(Use use, Bounds bounds) {
        return used[use.ordinal()] < bounds.of(use) && Arrays.stream(used).sum() < bounds.faults();
    }

    void use(Use use) {
        used[use.ordinal()]++;
    }

    /** The agent starts, with that boot counter. */
    void start(int member, int bootCounter) {
        up[member] = true;
        life[member]++;
        counter[member] = bootCounter;
    }

    /** A number for a question that this member has not asked before. */
    long nextNonce(int member) {
        doubts[member]++;
        return 8L * member + doubts[member];
    }

    /** The agent ends: its memory, and what was on its way to it, is gone. What it sent may still arrive. */
    void crash(int member) {
        up[member] = false;
        book[member] = 0;
        late[member] = false;
        doomed = 0;
        forgetPeers(member);
        use(Use.CRASH);
    }

    /** Its streams are gone, and with them what it would have sent again. */
    void forgetPeers(int member) {
        Arrays.fill(greeted[member], 0);
        Arrays.fill(burns[member], 0);
        for (int other = 0; other < members; other++) {
            queue[other][member] = 0;
        }
    }

    void cut(int i, int j, boolean broken) {
        cut[i][j] = broken;
        cut[j][i] = broken;
    }

    /** Unordered pairs, numbered. */
    private static int pairNumber(int i, int j) {
        int high = Math.max(i, j);
        return high * (high - 1) / 2 + Math.min(i, j);
    }

    private static int bit(boolean flag) {
        return flag ? 1 : 0;
    }
}
