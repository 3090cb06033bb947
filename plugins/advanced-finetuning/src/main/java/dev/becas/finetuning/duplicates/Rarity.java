package dev.becas.finetuning.duplicates;

/// How often pieces occur, as far as it matters: counted to 255 in a table where pieces may share a slot. Any order of
/// rarity that is the same for all texts gives the same pairs; a piece with the count 1 is in one text only.
final class Rarity {
    private static final int SLOTS = 1 << 22;
    private static final int MOST = 255;

    private final byte[] counts = new byte[SLOTS];

    void count(Pieces pieces) {
        for (int i = 0; i < pieces.count(); i++) {
            int slot = pieces.hash(i) & (SLOTS - 1);
            if ((counts[slot] & MOST) != MOST) {
                counts[slot]++;
            }
        }
    }

    /// 0 to 255.
    int of(int hash) {
        return counts[hash & (SLOTS - 1)] & MOST;
    }
}
