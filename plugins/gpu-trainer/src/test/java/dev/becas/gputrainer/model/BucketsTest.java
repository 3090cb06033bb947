package dev.becas.gputrainer.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.gputrainer.model.Buckets.Bucket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void theLongestComesFirstAndAShorterOneIsPaddedWithItsLastToken() {
        try (PointerScope _ = new PointerScope()) {
            Buckets buckets = Buckets.of(new Sequences(new int[7], new int[] {1, 3, 2}, 1));
            assertEquals(1, buckets.all().size());
            Bucket bucket = buckets.all().getFirst();
            assertEquals(3, bucket.count());
            assertEquals(3, bucket.length());
            assertArrayEquals(new int[] {2, 3, 4, 5, 6, 6, 1, 1, 1}, places(bucket.rows()));
            assertArrayEquals(new int[] {0, 7, 1, 2, 3, 4, 5}, places(buckets.back()));
        }
    }

    @Test
    void longAndShortAreNotPaddedToOneAnother() {
        try (PointerScope _ = new PointerScope()) {
            List<Bucket> all =
                    Buckets.of(new Sequences(new int[1961], 30, 900, 31, 1000)).all();
            assertEquals(List.of(2, 2), all.stream().map(Bucket::count).toList(), "900 beside 1000, 30 beside 31");
            assertEquals(List.of(1000, 31), all.stream().map(Bucket::length).toList());
        }
    }

    @Test
    void eachTokenFindsWhatItsOwnPlaceCameTo() {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            int shared = random.nextInt(9);
            int[] lengths = random.ints(1 + random.nextInt(12), 1, 1 + (1 << random.nextInt(1, 11)))
                    .toArray();
            int tokens = shared + Arrays.stream(lengths).sum();
            try (PointerScope _ = new PointerScope()) {
                Buckets buckets = Buckets.of(new Sequences(new int[tokens], lengths, shared));
                int[] made = IntStream.concat(
                                IntStream.range(0, shared),
                                buckets.all().stream().flatMapToInt(bucket -> Arrays.stream(places(bucket.rows()))))
                        .toArray();
                int[] back = places(buckets.back());
                assertArrayEquals(
                        IntStream.range(0, tokens).toArray(),
                        Arrays.stream(back).map(place -> made[place]).toArray());
            }
        }
    }

    private static int[] places(Tensor indices) {
        float[] numbers = Torch.toFloats(indices.to(ScalarType.Float));
        return IntStream.range(0, numbers.length)
                .map(i -> Math.round(numbers[i]))
                .toArray();
    }
}
