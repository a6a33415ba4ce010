package dev.fusebox.lab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** States of one width, each once, numbered in the order they came. Open addressing over chunks of chars; about 2 w + 16 bytes a state. */
final class StateStore {
    private static final int CHUNK_STATES = 1 << 14;

    private final int width;
    private final List<char[]> chunks = new ArrayList<>();
    private int[] table = new int[1 << 16];
    private int size;

    StateStore(int width) {
        this.width = width;
        Arrays.fill(table, -1);
    }

    int size() {
        return size;
    }

    /** The number of that state, or -1 - n if it is new, where n is its number from now on. */
    int add(char[] state) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        int slot = slotOf(state);
        if (table[slot] >= 0) {
            return table[slot];
        }
        if (size % CHUNK_STATES == 0) {
            chunks.add(new char[CHUNK_STATES * width]);
        }
        System.arraycopy(state, 0, chunks.get(size / CHUNK_STATES), size % CHUNK_STATES * width, width);
        table[slot] = size;
        return -1 - size++;
    }

    /** The number of that state, or -1 if it never came. */
    int find(char[] state) {
        return table[slotOf(state)];
    }

    /** A copy of that state. */
    char[] get(int number) {
        int from = number % CHUNK_STATES * width;
        return Arrays.copyOfRange(chunks.get(number / CHUNK_STATES), from, from + width);
    }

    private int slotOf(char[] state) {
        int slot = hash(state, 0) & (table.length - 1);
        while (table[slot] >= 0 && !holds(table[slot], state)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean holds(int number, char[] state) {
        int from = number % CHUNK_STATES * width;
        return Arrays.equals(chunks.get(number / CHUNK_STATES), from, from + width, state, 0, width);
    }

    private int hash(char[] chars, int from) {
        long hash = 0;
        for (int i = from; i < from + width; i++) {
            hash = (hash ^ chars[i]) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ (hash >>> 29));
    }

    private void grow() {
        table = new int[table.length * 2];
        Arrays.fill(table, -1);
        for (int number = 0; number < size; number++) {
            int slot = hash(chunks.get(number / CHUNK_STATES), number % CHUNK_STATES * width) & (table.length - 1);
            while (table[slot] >= 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = number;
        }
    }
}
