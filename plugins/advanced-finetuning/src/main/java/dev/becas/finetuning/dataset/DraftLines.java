package dev.becas.finetuning.dataset;

import dev.becas.finetuning.duplicates.Spool;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The lines of all candidates in a temporary file, finished but for their clusters and parts, which are known only
/// when all are read. So the store is read once.
final class DraftLines implements Closeable {
    /// Before each line: its length, where the cluster begins and ends, where the part begins and ends.
    private static final int HEADER_BYTES = 5 * Integer.BYTES;

    private static final int READ_BYTES = 1 << 18;

    /// What is done with a finished line.
    interface Sink {
        void of(int number, byte[] line) throws IOException;
    }

    private final Spool spool;
    private final Lines lines = Lines.toFreeze();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private final ByteArrayOutputStream finished = new ByteArrayOutputStream();

    private DraftLines(Spool spool) {
        this.spool = spool;
    }

    static DraftLines open() throws IOException {
        return new DraftLines(Spool.open());
    }

    /// Adds the line of the next candidate.
    void add(FrozenExample example) throws IOException {
        int length = lines.write(example);
        header.clear()
                .putInt(length)
                .putInt(lines.clusterStart())
                .putInt(lines.clusterEnd())
                .putInt(lines.partStart())
                .putInt(lines.partEnd());
        spool.append(header.array(), HEADER_BYTES);
        spool.append(lines.bytes(), length);
    }

    /// Gives the finished lines of those that are in, with their numbers, in order.
    void finish(Selection selection, Sink sink) throws IOException {
        byte[] bytes = new byte[READ_BYTES];
        int number = 0;
        for (long at = 0; at < spool.size(); ) {
            int length = (int) Math.min(bytes.length, spool.size() - at);
            spool.read(at, bytes, length);
            ByteBuffer read = ByteBuffer.wrap(bytes, 0, length);
            while (isWhole(read)) {
                Part part = selection.candidates().part(number);
                if (part.isIn()) {
                    sink.of(number, line(read, bytes, selection.cluster(number), part));
                }
                read.position(end(read));
                number++;
            }
            if (read.position() == 0) {
                bytes = new byte[end(read)];
            }
            at += read.position();
        }
    }

    private static boolean isWhole(ByteBuffer read) {
        return read.remaining() >= HEADER_BYTES && end(read) <= read.limit();
    }

    /// Where the line at the buffer's position ends.
    private static int end(ByteBuffer read) {
        return read.position() + HEADER_BYTES + read.getInt(read.position());
    }

    private byte[] line(ByteBuffer read, byte[] bytes, String cluster, Part part) {
        int start = read.position() + HEADER_BYTES;
        int clusterStart = field(read, 1);
        int clusterEnd = field(read, 2);
        int partStart = field(read, 3);
        int partEnd = field(read, 4);
        finished.reset();
        finished.write(bytes, start, clusterStart);
        finished.writeBytes(cluster.getBytes(StandardCharsets.UTF_8));
        finished.write(bytes, start + clusterEnd, partStart - clusterEnd);
        finished.writeBytes(part.wireName().getBytes(StandardCharsets.UTF_8));
        finished.write(bytes, start + partEnd, end(read) - start - partEnd);
        return finished.toByteArray();
    }

    private static int field(ByteBuffer read, int number) {
        return read.getInt(read.position() + number * Integer.BYTES);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
