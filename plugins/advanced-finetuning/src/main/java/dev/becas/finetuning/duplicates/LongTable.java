package dev.becas.finetuning.duplicates;

import java.util.Arrays;

/// Whole numbers under 64-bit keys, without an object for any of them: 12 bytes a slot, two slots in five free at
/// least.
public final class LongTable {
    private static final int SLOTS_FIRST = 1 << 10;
    private static final double LOAD_MAX = 0.6;
    private static final int FREE = Integer.MIN_VALUE;

    private long[] keys = new long[SLOTS_FIRST];
    private int[] values = free(SLOTS_FIRST);
    private int size;

    /// A key for a text.
    public static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /// Puts `value` under a new key.
    ///
    /// @param value not the least of all integers
    /// @return what is under the key now
    public int putIfAbsent(long key, int value) {
        int slot = slotOf(key);
        if (values[slot] == FREE) {
            slot = take(slot, key);
            values[slot] = value;
        }
        return values[slot];
    }

    /// Adds one to what is under the key, 0 where nothing is.
    ///
    /// @return the sum
    public int increment(long key) {
        int slot = slotOf(key);
        if (values[slot] == FREE) {
            slot = take(slot, key);
            values[slot] = 0;
        }
        return ++values[slot];
    }

    /// How many keys there are.
    public int size() {
        return size;
    }

    private int take(int slot, long key) {
        int taken = slot;
        if (++size > LOAD_MAX * keys.length) {
            grow();
            taken = slotOf(key);
        }
        keys[taken] = key;
        return taken;
    }

    private int slotOf(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed ^ (mixed >>> 32)) & (keys.length - 1);
        while (values[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = free(oldKeys.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != FREE) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private static int[] free(int slots) {
        int[] values = new int[slots];
        Arrays.fill(values, FREE);
        return values;
    }
}
