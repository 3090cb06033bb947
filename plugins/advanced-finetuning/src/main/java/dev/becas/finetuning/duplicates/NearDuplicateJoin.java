package dev.becas.finetuning.duplicates;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every pair of near duplicates among many texts, exactly, as clusters.
///
/// Two sets of Jaccard similarity t or more share a piece among the rarest (1 - t) of either, so only those are indexed
/// (prefix filter: Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins", 2006). A 256-bit sketch of
/// each text rules out most of what still meets (bitmap filter: Sandes, Teodoro, Melo, 2017). Neither loses a pair.
/// Exact repeats are put together first and compared once. Memory: about 200 bytes a text.
public final class NearDuplicateJoin {
    private static final int SKETCH_LONGS = 4;
    private static final int FREQUENCY_SLOTS = 1 << 22;
    /// Each range has a table of 16 MiB of its own.
    private static final int RANGES_MAX = 4;

    private final double least;
    private final TextPool distinct = new TextPool();
    private final Map<Long, Integer> distinctByHash = new HashMap<>();
    private int[] distinctOf = new int[1 << 10];
    private int count;

    /// @param least the Jaccard similarity from which two texts are near duplicates, in (0, 1]
    public NearDuplicateJoin(double least) {
        if (!(least > 0 && least <= 1)) {
            throw new IllegalArgumentException("nearDuplicate must be in (0, 1] but was " + least);
        }
        this.least = least;
    }

    /// Adds a text and returns its number, counted from 0.
    public int add(String text) {
        String plain = PlainText.of(text);
        if (count == distinctOf.length) {
            distinctOf = Arrays.copyOf(distinctOf, count * 2);
        }
        distinctOf[count] = distinctByHash.computeIfAbsent(hash64(plain), hash -> distinct.add(plain));
        return count++;
    }

    /// The clusters of all texts added so far, each named by its lowest number.
    public Clusters clusters() {
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

    private Clusters joinDistinct() {
        int texts = distinct.count();
        int[] frequency =
                inRanges(this::frequencies).reduce(NearDuplicateJoin::sum).orElseThrow();
        int[] sizes = new int[texts];
        long[] sketches = new long[texts * SKETCH_LONGS];
        Postings postings = inRanges((from, to) -> postings(from, to, frequency, sizes, sketches))
                .reduce(Postings::with)
                .orElseThrow();
        Clusters clusters = new Clusters(texts);
        postings.forEachMeeting((a, b) -> {
            if (mayBeNear(a, b, sizes, sketches)
                    && clusters.clusterOf(a) != clusters.clusterOf(b)
                    && shingles(a).isNear(shingles(b), least)) {
                clusters.union(a, b);
            }
        });
        return clusters;
    }

    /// Something made of the texts `from` to `to`, the last not included.
    private interface OfRange<T> {
        T make(int from, int to);
    }

    /// Shares the texts out among the processors.
    private <T> Stream<T> inRanges(OfRange<T> work) {
        int ranges = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, RANGES_MAX);
        long texts = distinct.count();
        return IntStream.range(0, ranges)
                .parallel()
                .mapToObj(i -> work.make((int) (texts * i / ranges), (int) (texts * (i + 1) / ranges)));
    }

    /// How often each piece occurs, counted in a table where pieces may share a slot: any order of rarity that is the
    /// same for all texts gives the same pairs.
    private int[] frequencies(int from, int to) {
        int[] frequency = new int[FREQUENCY_SLOTS];
        for (int text = from; text < to; text++) {
            Shingles.countInto(distinct.get(text), frequency);
        }
        return frequency;
    }

    private static int[] sum(int[] a, int[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
        return a;
    }

    private Postings postings(int from, int to, int[] frequency, int[] sizes, long[] sketches) {
        Postings postings = new Postings(to - from);
        for (int text = from; text < to; text++) {
            int[] hashes = shingles(text).hashes();
            sizes[text] = hashes.length;
            sketch(hashes, sketches, text * SKETCH_LONGS);
            postings.addRarest(hashes, prefixLength(hashes.length), frequency, text);
        }
        return postings;
    }

    private int prefixLength(int size) {
        return size - (int) Math.ceil(least * size - 1e-9) + 1;
    }

    private boolean mayBeNear(int a, int b, int[] sizes, long[] sketches) {
        int smaller = Math.min(sizes[a], sizes[b]);
        int larger = Math.max(sizes[a], sizes[b]);
        if (smaller < least * larger) {
            return false;
        }
        int different = 0;
        for (int i = 0; i < SKETCH_LONGS; i++) {
            different += Long.bitCount(sketches[a * SKETCH_LONGS + i] ^ sketches[b * SKETCH_LONGS + i]);
        }
        return different <= (1 - least) / (1 + least) * (smaller + larger) + 1e-9;
    }

    private static void sketch(int[] hashes, long[] sketches, int offset) {
        for (int hash : hashes) {
            int bit = hash >>> 24;
            sketches[offset + (bit >>> 6)] |= 1L << (bit & 63);
        }
    }

    private Shingles shingles(int text) {
        return Shingles.ofPlain(distinct.get(text));
    }

    private static long hash64(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
