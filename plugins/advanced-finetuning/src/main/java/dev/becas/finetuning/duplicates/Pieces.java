package dev.becas.finetuning.duplicates;

import java.util.Arrays;

/// The different pieces of one text after another, without an object for any of them. One thread uses it.
final class Pieces {
    private static final int RARITIES = 256;

    private char[] characters = new char[0];
    private int[] hashes = new int[256];
    private int[] slots = new int[512];
    private final int[] ofRarity = new int[RARITIES];
    private int count;

    /// Takes in the pieces of a text in its plain form, each once.
    void read(String plain) {
        int length = plain.length();
        if (length > characters.length) {
            characters = new char[length * 2];
        }
        plain.getChars(0, length, characters, 0);
        int pieces = Math.max(1, length - Shingles.PIECE_CHARACTERS + 1);
        makeRoom(pieces);
        int mask = slots.length - 1;
        Arrays.fill(slots, 0);
        count = 0;
        for (int i = 0; i < pieces; i++) {
            int hash = Shingles.hash(characters, i, Math.min(length, i + Shingles.PIECE_CHARACTERS));
            int slot = hash & mask;
            while (slots[slot] != 0 && hashes[slots[slot] - 1] != hash) {
                slot = (slot + 1) & mask;
            }
            if (slots[slot] == 0) {
                hashes[count] = hash;
                slots[slot] = ++count;
            }
        }
    }

    private void makeRoom(int pieces) {
        if (pieces > hashes.length) {
            hashes = new int[pieces * 2];
        }
        int wanted = Math.max(512, Integer.highestOneBit(pieces) * 4);
        if (wanted != slots.length) {
            slots = new int[wanted];
        }
    }

    /// How many there are.
    int count() {
        return count;
    }

    /// One of them, in no order.
    int hash(int i) {
        return hashes[i];
    }

    /// Moves the `wanted` rarest to the front, where [#hash(int)] gives them; among equally rare ones those of the
    /// lower hash.
    void rarestFirst(int wanted, Rarity rarity) {
        Arrays.fill(ofRarity, 0);
        for (int i = 0; i < count; i++) {
            ofRarity[rarity.of(hashes[i])]++;
        }
        int last = 0;
        int before = 0;
        while (before + ofRarity[last] < wanted) {
            before += ofRarity[last++];
        }
        int taken = 0;
        for (int i = 0; i < count; i++) {
            if (rarity.of(hashes[i]) < last) {
                swap(taken++, i);
            }
        }
        int tied = taken;
        for (int i = taken; i < count; i++) {
            if (rarity.of(hashes[i]) == last) {
                swap(tied++, i);
            }
        }
        Arrays.sort(hashes, taken, tied);
    }

    private void swap(int a, int b) {
        int hash = hashes[a];
        hashes[a] = hashes[b];
        hashes[b] = hash;
    }
}
