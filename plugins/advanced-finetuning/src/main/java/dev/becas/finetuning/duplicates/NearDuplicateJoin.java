package dev.becas.finetuning.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Every pair of near duplicates among many texts, exactly, as clusters.
///
/// Two sets of Jaccard similarity t or more share a piece among the rarest (1 - t) of either, so only those are indexed
/// (prefix filter: Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins", 2006). A 256-bit sketch of
/// each text rules out most of what still meets (bitmap filter: Sandes, Teodoro, Melo, 2017). Neither loses a pair.
/// Exact repeats are put together first and compared once. Texts and index lie in temporary files; memory: about 70
/// bytes a text and 8 MiB.
public final class NearDuplicateJoin implements Closeable {
    /// More would wait for the file.
    private static final int RANGES_MAX = 8;

    private final double least;
    private final Spool spooledTexts;
    private final Spool spooledPostings;
    private final SpooledTexts distinct;
    private final Rarity rarity = new Rarity();
    private final Pieces pieces = new Pieces();
    private LongTable distinctByHash = new LongTable();
    private int[] distinctOf = new int[1 << 10];
    private int count;

    private NearDuplicateJoin(double least, Spool texts, Spool postings) {
        this.least = least;
        this.spooledTexts = texts;
        this.spooledPostings = postings;
        this.distinct = new SpooledTexts(texts);
    }

    /// Begins with no text.
    ///
    /// @param least the Jaccard similarity from which two texts are near duplicates, in (0, 1]
    /// @throws IOException when the temporary files cannot be made
    public static NearDuplicateJoin open(double least) throws IOException {
        if (!(least > 0 && least <= 1)) {
            throw new IllegalArgumentException("nearDuplicate must be in (0, 1] but was " + least);
        }
        Spool texts = Spool.open();
        try {
            return new NearDuplicateJoin(least, texts, Spool.open());
        } catch (IOException e) {
            texts.close();
            throw e;
        }
    }

    /// Adds a text and returns its number, counted from 0.
    public int add(String text) throws IOException {
        String plain = PlainText.of(text);
        if (count == distinctOf.length) {
            distinctOf = Arrays.copyOf(distinctOf, count + (count >> 1));
        }
        int number = distinctByHash.putIfAbsent(LongTable.hash(plain), distinct.count());
        if (number == distinct.count()) {
            distinct.add(plain);
            pieces.read(plain);
            rarity.count(pieces);
        }
        distinctOf[count] = number;
        return count++;
    }

    /// The clusters of all texts added, each named by its lowest number. Nothing is added after it.
    public Clusters clusters() throws IOException {
        distinctByHash = new LongTable();
        Clusters joined = joinDistinct();
        Clusters clusters = new Clusters(count);
        int[] firstOf = new int[distinct.count()];
        Arrays.fill(firstOf, -1);
        for (int i = 0; i < count; i++) {
            int cluster = joined.clusterOf(distinctOf[i]);
            if (firstOf[cluster] < 0) {
                firstOf[cluster] = i;
            } else {
                clusters.union(firstOf[cluster], i);
            }
        }
        return clusters;
    }

    private Clusters joinDistinct() throws IOException {
        Postings postings = new Postings(spooledPostings);
        Sketches sketches = new Sketches(least, distinct.count());
        int ranges = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, RANGES_MAX);
        long texts = distinct.count();
        inParallel(
                ranges, i -> index((int) (texts * i / ranges), (int) (texts * (i + 1) / ranges), postings, sketches));
        Clusters clusters = new Clusters(distinct.count());
        inParallel(
                Postings.BUCKETS,
                bucket -> new Meetings(sketches).forEach(postings.bucket(bucket), (a, b) -> meet(a, b, clusters)));
        return clusters;
    }

    /// Something done for each of some numbers.
    private interface Part {
        void run(int number) throws IOException;
    }

    /// Shares the parts out among the processors.
    private static void inParallel(int parts, Part part) throws IOException {
        try {
            IntStream.range(0, parts).parallel().forEach(number -> {
                try {
                    part.run(number);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot compare texts: " + e.getMessage(), e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void index(int from, int to, Postings postings, Sketches sketches) throws IOException {
        Pieces mine = new Pieces();
        Postings.Writer writer = postings.new Writer();
        distinct.forEach(from, to, (text, plain) -> {
            mine.read(plain);
            sketches.put(text, mine);
            int prefix = prefixLength(mine.count());
            mine.rarestFirst(prefix, rarity);
            for (int i = 0; i < prefix; i++) {
                // A piece that only one text holds meets nobody.
                if (rarity.of(mine.hash(i)) > 1) {
                    writer.add(mine.hash(i), text);
                }
            }
        });
        writer.flush();
    }

    private int prefixLength(int size) {
        return size - (int) Math.ceil(least * size - 1e-9) + 1;
    }

    /// Compares two texts for real, unless they are known to be in one cluster.
    private void meet(int a, int b, Clusters clusters) throws IOException {
        if (!clusters.areTogether(a, b) && shingles(a).isNear(shingles(b), least)) {
            synchronized (clusters) {
                clusters.union(a, b);
            }
        }
    }

    private Shingles shingles(int text) throws IOException {
        return Shingles.ofPlain(distinct.get(text));
    }

    @Override
    public void close() throws IOException {
        try (spooledTexts;
                spooledPostings) {
            distinctByHash = new LongTable();
        }
    }
}
