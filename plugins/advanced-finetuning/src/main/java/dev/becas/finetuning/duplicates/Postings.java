package dev.becas.finetuning.duplicates;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which texts hold a piece among their rarest ones: one long each, the piece above, the text below. They lie in a
/// spool, shared out among buckets by their piece, so that one bucket at a time is in memory.
final class Postings {
    static final int BUCKETS = 128;
    private static final int BUCKET_SHIFT = Integer.SIZE - 7;
    private static final int BLOCK = 1 << 10;

    /// Where some entries of a bucket lie.
    private record Block(long start, int entries) {}

    private final Spool spool;
    private final List<List<Block>> blocks = new ArrayList<>();

    Postings(Spool spool) {
        this.spool = spool;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            blocks.add(new ArrayList<>());
        }
    }

    /// The entries of a bucket, ascending: those of one piece follow each other.
    long[] bucket(int bucket) throws IOException {
        List<Block> mine = blocks.get(bucket);
        long[] entries = new long[mine.stream().mapToInt(Block::entries).sum()];
        byte[] bytes = new byte[BLOCK * Long.BYTES];
        int count = 0;
        for (Block block : mine) {
            spool.read(block.start(), bytes, block.entries() * Long.BYTES);
            ByteBuffer.wrap(bytes).asLongBuffer().get(entries, count, block.entries());
            count += block.entries();
        }
        Arrays.sort(entries);
        return entries;
    }

    private synchronized void add(int bucket, Block block) {
        blocks.get(bucket).add(block);
    }

    /// Adds entries; each thread has one of its own, to be flushed at the end.
    final class Writer {
        private final long[][] waiting = new long[BUCKETS][BLOCK];
        private final int[] counts = new int[BUCKETS];
        private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Long.BYTES);

        void add(int hash, int text) throws IOException {
            int bucket = hash >>> BUCKET_SHIFT;
            waiting[bucket][counts[bucket]++] = ((long) hash << Integer.SIZE) | text;
            if (counts[bucket] == BLOCK) {
                flush(bucket);
            }
        }

        void flush() throws IOException {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                flush(bucket);
            }
        }

        private void flush(int bucket) throws IOException {
            int entries = counts[bucket];
            if (entries > 0) {
                bytes.clear().asLongBuffer().put(waiting[bucket], 0, entries);
                Postings.this.add(bucket, new Block(spool.append(bytes.array(), entries * Long.BYTES), entries));
                counts[bucket] = 0;
            }
        }
    }
}
